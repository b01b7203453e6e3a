// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringView>

#include <optional>

namespace pulse {

/// Reads the period of an average, in seconds, as names of numbers spell it: "60s", "60sec", "60seg", "5min", "5m",
/// "1h", "last_minute", "last_hour", "last_5_minutes" and similar ones; empty for other texts.
std::optional<int> windowSeconds(QStringView text);

/// Formats a period for display in the largest unit that divides it: "90 s", "1 min", "2 h".
QString windowText(int seconds);

} // namespace pulse
