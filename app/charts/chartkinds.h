// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/chart.h"

namespace pulse {

/// A kind of chart, with its names in tables of families and in reports.
struct ChartKind
{
    QString name;       ///< in the table of families: "lines"
    QString reportName; ///< of the list in a report (viewreport.h): "charts"
    Chart *(*make)();
    bool (*includes)(const Chart &chart);
};

/// All kinds; the first one is the default.
const QList<ChartKind> &chartKinds();

/// Creates a chart of a kind; for an unknown name, one of the default kind.
Chart *makeChart(const QString &kind);

} // namespace pulse
