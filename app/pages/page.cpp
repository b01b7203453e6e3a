// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/page.h"

#include "app/pages/cpuspage.h"
#include "app/pages/datapage.h"
#include "app/pages/functionpage.h"
#include "app/pages/overviewpage.h"
#include "app/pages/systempage.h"
#include "common/core/literals.h"

namespace pulse {
namespace {

template <class Kind>
PageEntry entry()
{
    return {Kind::id(), [](DashboardState &state, ChartLink &link) -> Page * { return new Kind(state, link); }};
}

} // namespace

const QList<PageEntry> &pageEntries()
{
    static const QList<PageEntry> entries = {
        entry<OverviewPage>(), entry<CpusPage>(), entry<SystemPage>(), entry<FunctionPage>(), entry<DataPage>(),
    };
    return entries;
}

QStringList pageNames()
{
    QStringList names;
    for (const PageEntry &entry : pageEntries())
        names.append(entry.id);
    return names;
}

Sheet::Row Page::timeHelp()
{
    return {tr("Time"),
            tr("All charts show the same time range. Drag to see earlier values, use the mouse wheel to zoom, and "
               "double-click to return to live. Click a chart to see the result, measurement and error of "
               "that time. The context menu exports the chart's picture and values.")};
}

} // namespace pulse
