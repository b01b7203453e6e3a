// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace pulse {

/// The natural order of names: whole numbers in them are compared by value, letters without regard to case, so
/// "cpu-2" comes before "cpu-10".
bool naturallyBefore(QStringView a, QStringView b);

} // namespace pulse
