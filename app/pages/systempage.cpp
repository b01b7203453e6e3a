// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/systempage.h"

#include "app/pages/emptypage.h"
#include "app/state/problemtext.h"
#include "app/style/sizes.h"
#include "app/widgets/scrollcolumn.h"
#include "common/core/literals.h"

#include <QVBoxLayout>

namespace pulse {
namespace {

constexpr int tallestChart = 320;

} // namespace

SystemPage::SystemPage(DashboardState &, ChartLink &link, QWidget *parent)
    : Page(parent)
    , m_system(new ChartGrid(link, this))
    , m_problem(new ElidingLabel(TextSize::Normal, QFont::Normal, this))
    , m_empty(new EmptyPage(this))
{
    m_system->setTallest(tallestChart);
    m_problem->setTone(Tone::Dim);
    auto *column = new QWidget;
    auto *layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(gap);
    layout->addWidget(m_problem);
    layout->addWidget(m_system, 3);
    layout->addStretch();
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(new ScrollColumn(column, this));
    outer->addWidget(m_empty);
}

void SystemPage::showState(const DashboardState &state)
{
    const Scene scene = sceneOf(state);
    const QString inputProblem = ProblemText::of(state.status().inputProblem);
    const QList<GridChart> system = chartsOfPage(scene.store, id());
    m_system->show(scene, system);
    m_system->setVisible(!system.isEmpty());
    m_problem->setText(inputProblem);
    m_problem->setVisible(!inputProblem.isEmpty() && !system.isEmpty());
    m_empty->setText(tr("There are no measurements of the system"), inputProblem);
    m_empty->setVisible(system.isEmpty());
}

QString SystemPage::title() const
{
    return tr("System");
}

QList<Sheet::Row> SystemPage::help() const
{
    return {
        {tr("Charts"), tr("The collector's measurements: memory, frequency, processes, network, context switches, "
                          "interrupts. Counters are shown as rates per second.")},
        timeHelp(),
    };
}

} // namespace pulse
