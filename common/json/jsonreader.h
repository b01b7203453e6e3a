// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/boundedtext.h"
#include "common/core/result.h"

#include <QStringList>

#include <nlohmann/json.hpp>

#include <concepts>
#include <optional>
#include <utility>
#include <vector>

namespace pulse {

using Json = nlohmann::ordered_json;

inline std::string toJson(const QString &text)
{
    return text.toStdString();
}
Json toJson(const QStringList &texts);
/// Returns compact JSON. Bytes that are not UTF-8 are replaced.
QByteArray jsonText(const Json &json);

/// Reads the fields of a JSON object into variables. If a field is absent or of another type, its variable is not
/// changed. The first error is kept.
class JsonReader
{
public:
    /// `where`: the name of the object in errors; empty: errors name only the field. `object` must outlive the reader.
    explicit JsonReader(const Json &object, const QString &where = {});

    void read(const char *field, bool &value);
    void read(const char *field, double &value);
    /// The text is cut (boundedtext.h), since any program may have written it.
    void read(const char *field, QString &value, qsizetype longest = longestText);
    void read(const char *field, QStringList &values);
    template <std::integral Number>
    void read(const char *field, Number &value);
    /// null clears the value.
    template <class Value>
    void read(const char *field, std::optional<Value> &value);
    void readRequired(const char *field, QString &value); ///< error if the text is empty

    const Json *find(const char *field);                 ///< null if it is absent
    const Json &list(const char *field);                 ///< an empty list if it is absent
    std::optional<JsonReader> object(const char *field); ///< empty if it is absent or null
    bool isNull(const char *field);

    /// If `isRight` is false: records an error, `problem` with the name of the field.
    void check(const char *field, bool isRight, const QString &problem);
    void checkRange(const char *field, bool isInRange); ///< the same for numbers
    void setError(const Error &error);
    /// Records the error of the reader of an object inside this one, if it has one.
    void copyErrorOf(const JsonReader &inner);

    /// Returns the first error; unknown fields are ignored.
    Result<void> result() const;
    /// Returns the first error; a field that was not read is an error, too.
    Result<void> finish() const;

private:
    QString m_where;
    const Json *m_object;
    QStringList m_fields; // the fields that were read
    std::optional<Error> m_error;
};

/// Reads a JSON object whose fields are lists of entries.
class TableReader
{
public:
    TableReader(const QByteArray &json, const QString &file);

    /// Returns a reader for each entry of a list, none if the list is absent.
    std::vector<JsonReader> entries(const char *list);

    /// Returns the error if the JSON is not such an object, or if it has an unknown list.
    Result<void> finish() const;

private:
    Json m_table;
    QString m_file;
    QStringList m_lists; // the lists that were read
    std::optional<Error> m_error;
};

template <std::integral Number>
void JsonReader::read(const char *field, Number &value)
{
    const Json *given = find(field);
    if (!given)
        return;
    const bool isRight = given->is_number_unsigned()
                             ? std::in_range<Number>(given->get<quint64>())
                             : given->is_number_integer() && std::in_range<Number>(given->get<qint64>());
    check(field, isRight, QStringLiteral("has to be a whole number that is in range"));
    if (isRight)
        value = given->get<Number>();
}

template <class Value>
void JsonReader::read(const char *field, std::optional<Value> &value)
{
    if (!find(field))
        return;
    if (isNull(field)) {
        value.reset();
        return;
    }
    Value given{};
    read(field, given);
    value = given;
}

} // namespace pulse
