// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

#include <optional>

namespace pulse {

/// How many seconds an average goes over, as names of numbers spell it: "60s", "60sec", "60seg", "5min", "5m", "1h",
/// "last_minute", "last_hour", "last_5_minutes" and the like; nothing for other texts.
std::optional<int> windowSeconds(QStringView text);

/// The same for people, in the largest unit that fits: "90 s", "1 min", "2 h".
QString windowText(int seconds);

} // namespace pulse
