// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/callpanel.h"

#include "app/pages/scene.h"

#include <algorithm>

namespace pulse {
namespace {

constexpr int panelHeight = 176;

} // namespace

CallPanel::CallPanel(QWidget *parent)
    : CallPanel(new CallChart, parent)
{
}

CallPanel::CallPanel(CallChart *chart, QWidget *parent)
    : SeriesPanel({}, chart, parent)
    , m_chart(chart)
{
    setFixedHeight(panelHeight);
    hide();
    CallPanel::retranslate();
}

void CallPanel::showState(const DashboardState &state)
{
    const CallHistory &calls = state.calls();
    const Scene scene = sceneOf(state);
    Thinning thinning = scene.thinning;
    thinning.longestGap = std::max(thinning.longestGap, calls.longestGap(scene.range));
    const QList<TimedValue> failures = calls.failures(scene.range);
    const QList<TimedValue> durations = calls.durations(scene.range, thinning);
    QList<ChartLine> lines;
    if (!durations.isEmpty())
        lines.append({tr("Duration"), 0, durations});
    std::optional<qint64> start = calls.start();
    if (start && !failures.isEmpty())
        start = std::min(*start, failures.constFirst().time);
    m_chart->setData({lines, {}, scene.range, thinning.longestStep(), !scene.isCurrent, start});
    m_chart->setFailures(failures);
    setSeries({}, scene.range);
    setRemark(failures.isEmpty() ? QString() : tr("◆ failed"));
    setVisible(!calls.isEmpty());
}

QByteArray CallPanel::csv(const DashboardState &state) const
{
    return state.calls().csv(range());
}

void CallPanel::retranslate()
{
    setTitle(tr("Duration of calls"));
    m_chart->setEmptyText(tr("No call in this time range"));
}

} // namespace pulse
