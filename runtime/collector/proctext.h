// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayList>

#include <optional>

namespace pulse {

/// Splits a line at white space.
QByteArrayList words(const QByteArray &line);

/// Returns a whole number as the kernel prints it; empty if the word does not exist or is not a number.
std::optional<quint64> number(const QByteArrayList &words, qsizetype index, int base = 10);

/// Rounds like Python's round(value, 1): to the nearest by the number's exact value, and half to even.
double roundToTenth(double value);

} // namespace pulse
