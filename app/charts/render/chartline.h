// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/state/timedvalue.h"
#include "app/style/theme.h"

#include <QColor>
#include <QList>
#include <QString>

#include <limits>
#include <optional>

namespace pulse {

/// One line of a chart.
struct ChartLine
{
    QString label;
    int color = 0; ///< see `linePen`
    QList<TimedValue> values;
    QList<TimedValue> means = {}; ///< if not empty: the values are drawn as a pale band, and these as the line
    bool isSpace = false;         ///< in a stack: counts for the scale and is not drawn; the last line

    bool operator==(const ChartLine &) const = default;
};

/// A line's name, colour and newest value, as in the legend.
struct LegendEntry
{
    QString name; ///< empty: the chart has no other line
    QString value;
    QColor color;

    bool operator==(const LegendEntry &) const = default;
};

/// A thin line across the chart, at a value that needs attention; not drawn outside the value axis.
struct ThresholdLine
{
    double value = 0;
    bool critical = false; ///< else it is a warning

    bool operator==(const ThresholdLine &) const = default;
};

constexpr qsizetype mostColored = lineColorCount; ///< up to this number, all lines are in colour
constexpr qsizetype highlighted = 5;              ///< lines in colour if there are more than `mostColored`

constexpr qint64 wholeTime = std::numeric_limits<qint64>::min(); ///< a beginning before every time
constexpr qint64 noTime = std::numeric_limits<qint64>::max();    ///< a beginning after every time

/// Returns the newest value of a line that is a number; nothing if there is none.
std::optional<TimedValue> lastNumber(const ChartLine &line);

/// Returns the newest number of each line; the lowest of all if a line ended `longestGap` (ms) before the others.
QList<double> newestValues(const QList<ChartLine> &lines, qint64 longestGap);

/// Moves the `highlighted` lines with the highest newest values to the end if there are more than `mostColored`. Apart
/// from that, the lines keep their order.
QList<ChartLine> highestLast(const QList<ChartLine> &lines, qint64 longestGap);

/// Returns the time (ms since epoch) from which the pictures of lines differ; `wholeTime`: all of it; `noTime`:
/// nothing. A line's corner depends on the next values, so the difference begins a little before the first different
/// value.
qint64 firstDifference(const QList<ChartLine> &a, const QList<ChartLine> &b);

} // namespace pulse
