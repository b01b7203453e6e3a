// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace pulse {

/// Formats a finite percentage with one decimal in the default locale, without the "%". Beyond ±9999 it is "> 9999" or
/// "< −9999", so that it fits wherever percentages are shown.
QString percentText(double value);

} // namespace pulse
