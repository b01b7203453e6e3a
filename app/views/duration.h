// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace pulse {

/// "45 s", "1 min", "15 min", "1 h", "1.5 h".
QString durationText(qint64 seconds);

} // namespace pulse
