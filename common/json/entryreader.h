// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

#include <QStringList>

#include <nlohmann/json.hpp>

#include <optional>
#include <vector>

namespace pulse {

/// Reads the fields of one entry of a JSON table into what holds their values so far: a field that is not given leaves
/// its value as it is. The first thing that is wrong is remembered; `finish` tells it.
class EntryReader
{
public:
    /// `where`: what errors call the entry. `object` has to outlive the reader.
    EntryReader(const nlohmann::json &object, const QString &where);

    void required(const char *field, QString &value); ///< a text that must not be empty
    void text(const char *field, QString &value);
    void number(const char *field, std::optional<double> &value); ///< null takes the number away
    void flag(const char *field, bool &value);
    bool isNull(const char *field);
    std::optional<QStringList> texts(const char *field);  ///< nothing where it is not given
    std::optional<EntryReader> object(const char *field); ///< nothing where it is not given

    /// Where `isRight` is false: what is wrong with a field, and what to do.
    void check(const char *field, bool isRight, const QString &problem);
    /// Takes over what is wrong with an object inside.
    void take(EntryReader &inner);

    /// Error: the first thing that is wrong, or a field that nobody asked for.
    Result<void> finish();

private:
    const nlohmann::json *find(const char *field);

    const nlohmann::json *m_object;
    QString m_where;
    QStringList m_fields; // that were asked for
    std::optional<Error> m_error;
};

/// A JSON object of lists of entries.
class TableReader
{
public:
    TableReader(const QByteArray &json, const QString &file);

    /// A reader for each entry of a list; none where it is not given.
    std::vector<EntryReader> entries(const char *list);

    /// Error: that it is no table, or a list that nobody asked for.
    Result<void> finish();

private:
    nlohmann::json m_table;
    QString m_file;
    QStringList m_lists; // that were asked for
    std::optional<Error> m_error;
};

} // namespace pulse
