// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QString>

namespace pulse {

/// How the user's clock is written, with seconds: "HH:mm:ss", or "h:mm:ss AP" where that is the custom.
QString clockFormat();

/// A time (ms since epoch) in the user's clock, to the second: "14:03:22"; with the day where it is not that of `now`:
/// "24 Nov 14:03:22", or of another year "2024-02-29 14:03:22".
QString clockTime(qint64 time, qint64 now = QDateTime::currentMSecsSinceEpoch());

} // namespace pulse
