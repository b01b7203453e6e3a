// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/collector/proctext.h"

#include <array>
#include <charconv>

namespace pulse {

QByteArrayList words(const QByteArray &line)
{
    return line.simplified().split(' ');
}

std::optional<quint64> number(const QByteArrayList &words, qsizetype index, int base)
{
    bool ok = false;
    const quint64 value = words.value(index).toULongLong(&ok, base);
    return ok ? std::optional(value) : std::nullopt;
}

double roundToTenth(double value)
{
    // std::round(value * 10) / 10 would turn 0.35, which is a little less than that, into 0.4.
    std::array<char, 400> text; // the longest double has 309 digits before its point
    const auto end = std::to_chars(text.begin(), text.end(), value, std::chars_format::fixed, 1).ptr;
    double rounded = value;
    std::from_chars(text.begin(), end, rounded);
    return rounded;
}

} // namespace pulse
