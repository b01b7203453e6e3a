// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayList>

#include <optional>

namespace pulse {

/// The words of a line, with any white space between them.
QByteArrayList words(const QByteArray &line);

/// A whole number as the kernel prints it; nothing for a word that is none, or that there is none of.
std::optional<quint64> number(const QByteArrayList &words, qsizetype index, int base = 10);

/// The rounding of Python's round(value, 1): to the nearest in the number's exact value, and half to even.
double roundToTenth(double value);

} // namespace pulse
