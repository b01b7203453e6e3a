// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/chart.h"

namespace pulse {

/// A kind of chart, as tables of families and reports call it.
struct ChartKind
{
    QString name;       ///< "lines": of a chart in the table of families
    QString reportName; ///< "charts": of the list in a report (viewreport.h)
    Chart *(*make)();
    bool (*includes)(const Chart &chart);
};

/// All kinds; the first one is the default.
const QList<ChartKind> &chartKinds();

/// A chart of a kind. An unknown name makes one of the default kind.
Chart *makeChart(const QString &kind);

} // namespace pulse
