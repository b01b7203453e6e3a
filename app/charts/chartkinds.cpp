// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/chartkinds.h"

#include "app/charts/heatmap.h"
#include "app/charts/linechart.h"
#include "app/charts/timeheatmap.h"
#include "common/core/literals.h"

#include <algorithm>

namespace pulse {
namespace {

/// `Reported`: the base class of all kinds in the same list of a report.
template <class Kind, class Reported = Kind>
ChartKind kind(const QString &name, const QString &reportName)
{
    return {name, reportName, []() -> Chart * { return new Kind; },
            [](const Chart &chart) { return qobject_cast<const Reported *>(&chart) != nullptr; }};
}

} // namespace

const QList<ChartKind> &chartKinds()
{
    static const QList<ChartKind> kinds = {
        kind<LineChart, TimeChart>(u"lines"_s, u"charts"_s),
        kind<TimeHeatMap, TimeChart>(u"rows"_s, u"charts"_s),
        kind<HeatMap>(u"heat"_s, u"heatMaps"_s),
    };
    return kinds;
}

Chart *makeChart(const QString &kind)
{
    const QList<ChartKind> &kinds = chartKinds();
    const auto found = std::ranges::find(kinds, kind, &ChartKind::name);
    return (found == kinds.end() ? kinds.constFirst() : *found).make();
}

} // namespace pulse
