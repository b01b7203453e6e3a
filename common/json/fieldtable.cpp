// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/json/fieldtable.h"

#include <QLocale>

#include <cmath>
#include <type_traits>

namespace pulse {

FieldValue inRange(const FieldValue &value, qint64 limit)
{
    const auto bounded = [limit](const auto &one) {
        using Value = std::remove_cvref_t<decltype(one)>;
        if constexpr (std::is_same_v<Value, bool>)
            return FieldValue(one);
        else if constexpr (std::is_same_v<Value, QString>)
            return FieldValue(boundedText(one, limit == 0 ? longestText : qsizetype(limit)));
        else if constexpr (std::is_same_v<Value, double>)
            return FieldValue(std::isfinite(one) && one >= 0 ? one : 0.0);
        else
            return FieldValue(std::cmp_less(one, 0) || (limit > 0 && std::cmp_greater(one, limit)) ? Value(0) : one);
    };
    return std::visit(bounded, value);
}

QByteArray toRedis(const FieldValue &value)
{
    const auto text = [](const auto &one) {
        using Value = std::remove_cvref_t<decltype(one)>;
        if constexpr (std::is_same_v<Value, bool>)
            return QByteArray(one ? "1" : "0");
        else if constexpr (std::is_same_v<Value, QString>)
            return one.toUtf8();
        else if constexpr (std::is_same_v<Value, double>)
            return QByteArray::number(one, 'g', QLocale::FloatingPointShortest);
        else
            return QByteArray::number(one);
    };
    return std::visit(text, value);
}

FieldValue fromRedis(const QByteArray &text, const FieldValue &type, qint64 limit)
{
    const auto read = [&text, limit](const auto &one) {
        using Value = std::remove_cvref_t<decltype(one)>;
        if constexpr (std::is_same_v<Value, bool>)
            return FieldValue(text == "1");
        else if constexpr (std::is_same_v<Value, QString>)
            return FieldValue(boundedText(text, limit == 0 ? longestText : qsizetype(limit)));
        else if constexpr (std::is_same_v<Value, double>)
            return FieldValue(text.toDouble());
        else if constexpr (std::is_same_v<Value, qint64>)
            return FieldValue(text.toLongLong());
        else
            return FieldValue(text.toULongLong());
    };
    return std::visit(read, type);
}

Json toJson(const FieldValue &value)
{
    const auto json = [](const auto &one) {
        using Value = std::remove_cvref_t<decltype(one)>;
        if constexpr (std::is_same_v<Value, QString>)
            return Json(one.toStdString());
        else if constexpr (std::is_same_v<Value, double>)
            return Json(std::isfinite(one) ? one : 0); // JSON has no other numbers
        else
            return Json(one);
    };
    return std::visit(json, value);
}

} // namespace pulse
