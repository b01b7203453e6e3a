// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/metrics/sample.h"

#include <QStringList>

#include <chrono>

namespace pulse {

/// The content of the table on the terminal.
struct TerminalTable
{
    QString title;
    QString status;  ///< e.g. "live, 1.2 s ago"
    Sample sample;   ///< the newest result; empty: none yet
    QString lastLog; ///< newest line of the log; may be empty
};

struct TerminalSize
{
    int columns = 80;
    int rows = 24;
};

/// Renders the table as at most `rows` lines that fit the terminal, with or without ANSI colours. CPUs are listed in as
/// many columns as necessary; if they do not fit, the ones with the highest load are shown and the others counted.
QStringList renderTable(const TerminalTable &table, TerminalSize size, bool colours);

/// Formats a duration: "1.2 s", "3 min", "2 h".
QString describeAge(std::chrono::milliseconds age);

} // namespace pulse
