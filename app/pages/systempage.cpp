// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/systempage.h"

#include "app/pages/emptypage.h"
#include "app/state/problemtext.h"
#include "app/style/sizes.h"
#include "app/widgets/scrollcolumn.h"
#include "common/core/literals.h"

#include <QScrollBar>
#include <QTimer>
#include <QVBoxLayout>

namespace pulse {
namespace {

constexpr int tallestChart = 320;

} // namespace

SystemPage::SystemPage(DashboardState &, ChartLink &link, QWidget *parent)
    : Page(parent)
    , m_system(new ChartGrid(link, this))
    , m_otherTitle(new ElidingLabel(TextSize::Normal, QFont::DemiBold, this))
    , m_other(new ChartGrid(link, this))
    , m_problem(new ElidingLabel(TextSize::Normal, QFont::Normal, this))
    , m_empty(new EmptyPage(this))
{
    m_system->setTallest(tallestChart);
    m_other->setTallest(tallestChart);
    m_problem->setTone(Tone::Dim);
    SystemPage::retranslate();
    auto *column = new QWidget;
    auto *layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(gap);
    layout->addWidget(m_problem);
    layout->addWidget(m_system, 3);
    layout->addWidget(m_otherTitle);
    layout->addWidget(m_other, 1);
    layout->addStretch();
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    m_scroll = new ScrollColumn(column, this);
    outer->addWidget(m_scroll);
    outer->addWidget(m_empty);
}

void SystemPage::retranslate()
{
    m_otherTitle->setText(tr("Other numbers in the results"));
}

void SystemPage::showState(const DashboardState &state)
{
    const Scene scene = sceneOf(state);
    const QString inputProblem = ProblemText::of(state.status().inputProblem);
    const QList<GridChart> system = chartsOfPage(scene.store, id());
    const QList<GridChart> other = chartsOfPage(scene.store, u"other"_s);
    m_system->show(scene, system);
    m_other->show(scene, other);
    m_system->setVisible(!system.isEmpty());
    m_other->setVisible(!other.isEmpty());
    m_otherTitle->setVisible(!other.isEmpty());
    const bool isEmpty = system.isEmpty() && other.isEmpty();
    m_problem->setText(inputProblem);
    m_problem->setVisible(!inputProblem.isEmpty() && !isEmpty);
    m_empty->setText(tr("There are no measurements of the system"), inputProblem);
    m_empty->setVisible(isEmpty);
}

/// Queued, since a hidden page is laid out by later events.
void SystemPage::reveal(std::optional<int>)
{
    QTimer::singleShot(0, this, [this] { m_scroll->verticalScrollBar()->setValue(m_otherTitle->y()); });
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
        {tr("Other numbers"), tr("Numbers that the function returns under unknown names, each in its own chart. A "
                                 "table of families gives them titles and units (--families).")},
        timeHelp(),
    };
}

} // namespace pulse
