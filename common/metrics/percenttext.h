// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace pulse {

/// Formats a finite percentage with one decimal in the default locale, without the "%". Beyond ±9999 it is "> 9999" or
/// "< −9999", so that it fits wherever percentages are shown.
QString percentText(double value);

/// Appends the percent sign to a formatted number as the UI language writes it: "80%" in English and Portuguese.
QString withPercentSign(const QString &number);

} // namespace pulse
