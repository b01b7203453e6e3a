// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/settings.h"

#include <QByteArray>
#include <QDateTime>
#include <QLoggingCategory>

namespace pulse {

/// How a log message becomes a line. Control characters and those that change the direction of text are escaped in both
/// formats, so a text from elsewhere cannot forge lines, move the cursor of a terminal, or show itself in another
/// order.
enum class LogFormat {
    /// `2026-11-22T10:30:00.123Z warning redis: text`; line breaks inside the message become " | ", other characters of
    /// that kind escapes as in Python: `\x1b`, `\u202e`.
    Text,
    /// {"category":"redis","level":"warning","message":"text","time":"2026-11-22T10:30:00.123Z"}; the escapes are those
    /// of JSON, so a reader gets the message as it was.
    Json,
};

/// The setting by which a service is told it (LOG_FORMAT), and what it says.
Setting logFormatSetting();
LogFormat readLogFormat(Settings &settings);
/// The same without an error for other values; false for programs without this setting.
bool wantsJsonLog(const Settings &settings);

/// Makes every Qt log message one line on stderr, so that a line is always a whole message. The rules of
/// QT_LOGGING_RULES apply.
void installLogging(LogFormat format = LogFormat::Text);

/// `text` with escapes as Python writes them (\x1b, \u202e) in place of control characters but line feeds, and of
/// characters that change the direction of text: for what a terminal shows.
QString escapeControls(const QString &text);

/// The line for a message, with its line end. Levels: debug, info, warning, error, fatal.
QByteArray logLine(LogFormat format, const QDateTime &time, QtMsgType type, const char *category,
                   const QString &message);

} // namespace pulse
