// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/metrics/windowtext.h"

#include <QRegularExpression>

#include <array>
#include <utility>

namespace pulse {
namespace {

constexpr int minute = 60;
constexpr int hour = 60 * minute;
constexpr int day = 24 * hour;

/// In English and Portuguese, as functions spell it.
std::optional<int> unitSeconds(QStringView unit)
{
    static const std::array<std::pair<QRegularExpression, int>, 4> units = {{
        {QRegularExpression(QStringLiteral("^(?:s|secs?|segs?|seconds?|segundos?)$")), 1},
        {QRegularExpression(QStringLiteral("^(?:m|mins?|minutes?|minutos?)$")), minute},
        {QRegularExpression(QStringLiteral("^(?:h|hrs?|hours?|horas?)$")), hour},
        {QRegularExpression(QStringLiteral("^(?:d|days?|dias?)$")), day},
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
    static const QRegularExpression form(QStringLiteral("^(?:(last)[-_]?)?(\\d{1,4})?[-_]?([a-z]+)$"));
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
        return QStringLiteral("%1 d").arg(seconds / day);
    if (seconds % hour == 0)
        return QStringLiteral("%1 h").arg(seconds / hour);
    if (seconds % minute == 0)
        return QStringLiteral("%1 min").arg(seconds / minute);
    return QStringLiteral("%1 s").arg(seconds);
}

} // namespace pulse
