// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/boundedtext.h"
#include "common/core/result.h"

#include <QByteArrayView>
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
/// Compact. Bytes that are not UTF-8 are replaced.
QByteArray jsonText(const Json &json);

/// Reads the fields of a JSON object into variables. A field that is absent or of another type leaves its variable as
/// it was. The first error is kept.
class JsonReader
{
public:
    /// `where`: what errors call the object; empty: only the field is named. `object` has to outlive the reader.
    explicit JsonReader(const Json &object, const QString &where = {});

    void read(const char *field, bool &value);
    void read(const char *field, double &value);
    /// Bounded (boundedtext.h), since any program may have written it.
    void read(const char *field, QString &value, qsizetype longest = longestText);
    void read(const char *field, QStringList &values);
    template <std::integral Number>
    void read(const char *field, Number &value);
    /// null clears the value.
    template <class Value>
    void read(const char *field, std::optional<Value> &value);
    void readRequired(const char *field, QString &value); ///< a text that must not be empty

    const Json *find(const char *field);
    const Json &list(const char *field);                 ///< an empty one if it is absent
    std::optional<JsonReader> object(const char *field); ///< nothing if it is absent or null
    bool isNull(const char *field);

    /// If `isRight` is false: keeps what is wrong with a field, and what to do.
    void check(const char *field, bool isRight, const QString &problem);
    void checkRange(const char *field, bool isInRange); ///< likewise, for numbers
    void setError(const Error &error);
    /// Keeps the error of a reader of an object inside this one.
    void takeErrorOf(const JsonReader &inner);

    /// The first error; an unknown field is none.
    Result<void> result() const;
    /// The first error; a field that was not read is one, too.
    Result<void> finish() const;

private:
    QString m_where;
    const Json *m_object;
    QStringList m_fields; // that were read
    std::optional<Error> m_error;
};

/// A JSON object of lists of entries.
class TableReader
{
public:
    TableReader(const QByteArray &json, const QString &file);

    /// A reader for each entry of a list; none if it is absent.
    std::vector<JsonReader> entries(const char *list);

    /// Error: it is not a table, or has an unknown list.
    Result<void> finish() const;

private:
    Json m_table;
    QString m_file;
    QStringList m_lists; // that were read
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
