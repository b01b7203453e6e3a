// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

namespace pulse {

/// Returns the format of the user's clock, with seconds: "HH:mm:ss" or "h:mm:ss AP".
QString clockFormat();

/// Returns a time (ms since epoch) in the format of the user's clock, to the second: "14:03:22"; with the day if it is
/// not that of `now`: "24 Nov 14:03:22", or in another year "2024-02-29 14:03:22".
QString clockTime(qint64 time, qint64 now = QDateTime::currentMSecsSinceEpoch());

} // namespace pulse
