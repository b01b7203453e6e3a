// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

namespace pulse {

/// Returns the format of the user's clock, with seconds: "HH:mm:ss" or "h:mm:ss AP".
QString clockFormat();

/// Returns a time (ms since epoch) in the format of the user's clock, to the second: "14:03:22"; with the day if it is
/// not that of `now`: "24 Nov 14:03:22", or in another year with the whole date.
QString clockTime(qint64 time, qint64 now = QDateTime::currentMSecsSinceEpoch());

/// Returns a moment as the user's locale writes it, to the second: "29/02/2024 14:03:22", "2/29/24 2:03:22 PM".
QString dateAndTime(const QDateTime &moment);

} // namespace pulse
