// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/settings.h"

#include <QByteArray>
#include <QDateTime>
#include <QLoggingCategory>

namespace pulse {

/// The format of log lines. Control characters and those that change the direction of text are escaped in both formats,
/// so that a foreign text cannot forge lines, move the cursor of a terminal, or be displayed in another order.
enum class LogFormat {
    /// `2026-11-22T10:30:00.123Z warning redis: text`; line breaks inside the message become " | ", other such
    /// characters are escaped as in Python: `\x1b`, `\u202e`.
    Text,
    /// {"category":"redis","level":"warning","message":"text","time":"2026-11-22T10:30:00.123Z"}, with JSON's escapes,
    /// so a reader gets the original message.
    JsonLines,
};

/// The setting for the log format of a service (LOG_FORMAT), and its value.
Setting logFormatSetting();
LogFormat readLogFormat(Settings &settings);
/// Returns whether LOG_FORMAT asks for JSON, without an error for invalid values; false for programs without this
/// setting.
bool wantsJsonLog(const Settings &settings);

/// Prints every Qt log message as one line on stderr. The rules of QT_LOGGING_RULES apply.
void installLogging(LogFormat format = LogFormat::Text);

/// Escapes a text for a terminal: control characters except line feeds, and characters that change the direction of
/// text, become Python's escapes (\x1b, \u202e).
QString escapeControls(const QString &text);

/// The same for a text that has to stay in one line: line breaks become escapes, too.
QString escapedLine(const QString &text);

/// Returns the line for a message, including the line end. Levels: debug, info, warning, error, fatal.
QByteArray logLine(LogFormat format, const QDateTime &time, QtMsgType type, const char *category,
                   const QString &message);

} // namespace pulse
