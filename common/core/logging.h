// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>

namespace pulse {

/// Makes every Qt log message one line on stderr: `2026-11-22T10:30:00.123Z warning redis: text`. Line breaks inside a
/// message become " | ", so that a line is always a whole message. The rules of QT_LOGGING_RULES apply.
void installLogging();

} // namespace pulse
