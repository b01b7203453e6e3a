// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/boundedtext.h"
#include "common/json/jsonreader.h"

#include <QByteArrayList>

#include <type_traits>
#include <variant>

namespace pulse {

/// A member of a struct: its names and its limit. One table of fields describes all forms of the struct: a JSON object,
/// and the fields of a Redis hash or of an entry of a Redis stream.
template <class Struct>
struct Field
{
    const char *name;      ///< in JSON
    const char *redisName; ///< in Redis
    std::variant<bool Struct::*, qint64 Struct::*, quint64 Struct::*, double Struct::*, QString Struct::*> member;
    /// The largest whole number, or the most bytes of UTF-8; 0: any number, or `longestText`. Numbers must not be
    /// negative; one that is out of range is read as 0.
    qint64 limit = 0;
};

template <class Struct>
using FieldTable = std::vector<Field<Struct>>;

using FieldValue = std::variant<bool, qint64, quint64, double, QString>;

FieldValue inRange(const FieldValue &value, qint64 limit);
QByteArray toRedis(const FieldValue &value);
/// `type`: any value of the type to read; texts are cut at `limit`.
FieldValue fromRedis(const QByteArray &text, const FieldValue &type, qint64 limit);
Json toJson(const FieldValue &value);

/// Returns name, value, name, value, … for HSET and XADD.
template <class Struct>
QByteArrayList toRedis(const FieldTable<Struct> &table, const Struct &from)
{
    QByteArrayList result;
    for (const Field<Struct> &field : table) {
        const auto valueOf = [&from](auto member) { return FieldValue(from.*member); };
        result << field.redisName << toRedis(std::visit(valueOf, field.member));
    }
    return result;
}

/// `find(name)` returns the text of a field as std::optional<QByteArray>. Fields that are absent are not changed in
/// `result`.
template <class Struct, class Find>
Struct fromRedis(const FieldTable<Struct> &table, const Find &find, Struct result = Struct())
{
    for (const Field<Struct> &field : table) {
        const std::optional<QByteArray> text = find(field.redisName);
        const auto read = [&](auto member) {
            auto &value = result.*member;
            const FieldValue given = text ? fromRedis(*text, value, field.limit) : FieldValue(value);
            value = std::get<std::remove_reference_t<decltype(value)>>(inRange(given, field.limit));
        };
        std::visit(read, field.member);
    }
    return result;
}

template <class Struct>
Json toJson(const FieldTable<Struct> &table, const Struct &from)
{
    Json result = Json::object();
    for (const Field<Struct> &field : table) {
        const auto valueOf = [&from](auto member) { return FieldValue(from.*member); };
        result[field.name] = toJson(std::visit(valueOf, field.member));
    }
    return result;
}

/// Fields that are absent or of another type keep their defaults; `reader` has the first error.
template <class Struct>
Struct fromJson(const FieldTable<Struct> &table, JsonReader &reader)
{
    Struct result;
    for (const Field<Struct> &field : table) {
        const auto read = [&](auto member) {
            auto &value = result.*member;
            if constexpr (std::is_same_v<std::remove_reference_t<decltype(value)>, QString>)
                reader.read(field.name, value, field.limit == 0 ? longestText : qsizetype(field.limit));
            else
                reader.read(field.name, value);
            value = std::get<std::remove_reference_t<decltype(value)>>(inRange(value, field.limit));
        };
        std::visit(read, field.member);
    }
    return result;
}

} // namespace pulse
