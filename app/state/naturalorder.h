// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

namespace pulse {

/// The order in which people sort names: whole numbers in them by their value, letters without regard to case, so
/// "cpu-2" comes before "cpu-10".
bool naturallyBefore(QStringView a, QStringView b);

} // namespace pulse
