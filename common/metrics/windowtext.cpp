// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/metrics/windowtext.h"

#include "common/core/literals.h"

#include <QRegularExpression>

#include <array>
#include <utility>

namespace pulse {
namespace {

constexpr int minute = 60;
constexpr int hour = 60 * minute;
constexpr int day = 24 * hour;

/// Reads English and Portuguese units, as functions spell them.
std::optional<int> unitSeconds(QStringView unit)
{
    static const std::array<std::pair<QRegularExpression, int>, 4> units = {{
        {QRegularExpression(u"^(?:s|secs?|segs?|seconds?|segundos?)$"_s), 1},
        {QRegularExpression(u"^(?:m|mins?|minutes?|minutos?)$"_s), minute},
        {QRegularExpression(u"^(?:h|hrs?|hours?|horas?)$"_s), hour},
        {QRegularExpression(u"^(?:d|days?|dias?)$"_s), day},
    }};
    for (const auto &[expression, seconds] : units) {
        if (expression.match(unit.toString()).hasMatch())
            return seconds;
    }
    return {};
}

} // namespace

std::optional<int> windowSeconds(QStringView text)
{
    static const QRegularExpression form(u"^(?:(last)[-_]?)?(\\d{1,4})?[-_]?([a-z]+)$"_s);
    const QRegularExpressionMatch match = form.match(text.toString());
    const bool counts = !match.capturedView(1).isEmpty() || !match.capturedView(2).isEmpty();
    if (!match.hasMatch() || !counts)
        return {};
    const std::optional<int> unit = unitSeconds(match.capturedView(3));
    const int number = match.capturedView(2).isEmpty() ? 1 : match.capturedView(2).toInt();
    if (!unit || number == 0)
        return {};
    return number * *unit;
}

QString windowText(int seconds)
{
    if (seconds % day == 0)
        return u"%1 d"_s.arg(seconds / day);
    if (seconds % hour == 0)
        return u"%1 h"_s.arg(seconds / hour);
    if (seconds % minute == 0)
        return u"%1 min"_s.arg(seconds / minute);
    return u"%1 s"_s.arg(seconds);
}

} // namespace pulse
