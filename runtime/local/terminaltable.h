// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/metrics/sample.h"

#include <QStringList>

#include <chrono>

namespace pulse {

/// What the table on the terminal shows.
struct TerminalTable
{
    QString title;
    QString status;  ///< e.g. "live, 1.2 s ago"
    Sample sample;   ///< the newest result; empty: none yet
    QString lastLog; ///< the newest line of the log; may be empty
};

struct TerminalSize
{
    int columns = 80;
    int rows = 24;
};

/// The table as lines that fit the terminal, at most `rows`; with ANSI colours or without. CPUs stand in as many
/// columns as it takes; where even so not all fit, the hottest are shown and the rest counted.
QStringList renderTable(const TerminalTable &table, TerminalSize size, bool colours);

/// "1.2 s", "3 min", "2 h".
QString describeAge(std::chrono::milliseconds age);

} // namespace pulse
