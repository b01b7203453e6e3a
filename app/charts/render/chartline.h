// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/state/timedvalue.h"

#include <QList>
#include <QString>

#include <optional>

namespace pulse {

/// One line of a chart.
struct ChartLine
{
    QString label;
    int color = 0; ///< as for `linePen`
    QList<TimedValue> values;

    bool operator==(const ChartLine &) const = default;
};

/// A value worth knowing: a thin line across the chart, as far as the value is in sight.
struct ThresholdLine
{
    double value = 0;
    bool critical = false; ///< else a warning

    bool operator==(const ThresholdLine &) const = default;
};

constexpr qsizetype mostColored = 16; ///< lines all drawn in colour
constexpr qsizetype highlighted = 5;  ///< of more lines than that

/// The newest value of a line that is a number; nothing if there is none.
std::optional<TimedValue> lastNumber(const ChartLine &line);

} // namespace pulse
