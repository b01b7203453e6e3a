// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/functionpage.h"

#include "app/pages/statustext.h"
#include "app/state/calltext.h"
#include "app/state/clocktime.h"
#include "app/state/outcometext.h"
#include "app/state/problemtext.h"
#include "app/style/controlstyle.h"
#include "app/widgets/labels.h"
#include "app/widgets/scrollcolumn.h"
#include "common/core/literals.h"

#include <QLocale>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace pulse {
namespace {

constexpr qsizetype hashLength = 8;

QString ago(qint64 time, std::optional<qint64> now)
{
    return now ? StatusText::ago(std::max<qint64>(0, *now - time)) : clockTime(time);
}

QString orDash(const QString &text)
{
    return text.isEmpty() ? u"–"_s : text;
}

/// Returns the time of a status ("2026-11-28 01:45:10") as the user's locale writes it, a time in another format as it
/// is.
QString modifiedText(const QString &time)
{
    const QDateTime moment = QDateTime::fromString(time, u"yyyy-MM-dd HH:mm:ss"_s);
    return moment.isValid() ? dateAndTime(moment) : orDash(time);
}

QString failuresInWords(const QList<OutcomeCount> &outcomes)
{
    QStringList parts;
    for (const OutcomeCount &outcome : outcomes) {
        if (OutcomeText::isFailure(outcome.outcome) && outcome.count > 0)
            parts.append(FunctionPage::tr("%1 %2", "number of calls, and their outcome")
                             .arg(QLocale().toString(outcome.count), OutcomeText::of(outcome.outcome)));
    }
    return parts.join(u", "_s);
}

QList<Fact> callFacts(const FunctionStatus &status, std::optional<qint64> now)
{
    const bool called = status.lastCall > 0;
    const quint64 failures = OutcomeText::failures(status.outcomes);
    return {
        {.label = FunctionPage::tr("State"),
         .value = status.ready ? FunctionPage::tr("ready") : FunctionPage::tr("not ready"),
         .tone = status.ready ? Tone::Good : Tone::Bad},
        {.label = FunctionPage::tr("Last call"),
         .value = called ? ago(status.lastCall, now) : FunctionPage::tr("none yet")},
        {.label = FunctionPage::tr("Duration"),
         .value = called ? CallText::duration(status.lastDuration) : orDash({}),
         .detail = called ? FunctionPage::tr("%1 on average").arg(CallText::duration(status.meanDuration)) : QString()},
        {.label = FunctionPage::tr("Calls"), .value = QLocale().toString(status.calls)},
        {.label = FunctionPage::tr("Failures"),
         .value = QLocale().toString(failures),
         .detail = failuresInWords(status.outcomes),
         .tone = failures > 0 ? Tone::Bad : Tone::Text},
        {.label = FunctionPage::tr("Worker restarts"), .value = QLocale().toString(status.workerRestarts)},
    };
}

QList<Fact> functionFacts(const FunctionStatus &status, std::optional<qint64> now)
{
    return {
        {.label = FunctionPage::tr("Function"),
         .value = orDash(status.function),
         .detail = FunctionPage::tr("modified %1, code %2")
                       .arg(modifiedText(status.functionModified), orDash(status.codeHash.left(hashLength))),
         .columns = 2},
        {.label = FunctionPage::tr("Trigger"), .value = orDash(status.trigger)},
        {.label = FunctionPage::tr("Runtime"),
         .value = orDash(status.version),
         .detail = status.started > 0 ? FunctionPage::tr("started %1").arg(ago(status.started, now)) : QString()},
    };
}

} // namespace

FunctionPage::FunctionPage(QWidget *parent)
    : Page(parent)
    , m_stack(new QStackedWidget(this))
    , m_facts(new FactGrid(this))
    , m_notice(wrappedLabel(TextSize::Normal, QFont::Normal, this))
    , m_failures(new FailureList(this))
    , m_empty(new EmptyPage(this))
{
    m_notice->setContentsMargins(20, 0, 20, 0);
    setUpLayout();
    connect(m_failures, &FailureList::momentRequested, this, &Page::momentRequested);
    m_notice->setTone(Tone::Bad);
    FunctionPage::applyTheme();
    showReport({});
}

FunctionPage::FunctionPage(DashboardState &, ChartLink &, QWidget *parent)
    : FunctionPage(parent)
{
}

void FunctionPage::showState(const DashboardState &state)
{
    if (m_report != state.report())
        showReport(state.report());
    showTimes(state.sourceTime());
}

bool FunctionPage::hasContent(const DashboardState &state) const
{
    return Page::hasContent(state) || state.isFunctionKnown();
}

int FunctionPage::badge(const DashboardState &state) const
{
    return static_cast<int>(state.report().failures.size());
}

void FunctionPage::applyTheme()
{
    applyControlStyle(*this);
}

void FunctionPage::retranslate()
{
    showReport(FunctionReport(m_report));
}

/// In a low window the page scrolls.
void FunctionPage::setUpLayout()
{
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(m_facts);
    column->addWidget(m_notice);
    column->addWidget(m_failures, 1);
    auto *scroll = new ScrollColumn(content, m_stack);
    m_stack->addWidget(scroll);
    m_stack->addWidget(m_empty);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_stack);
}

void FunctionPage::showReport(const FunctionReport &report)
{
    m_report = report;
    m_failures->showFailures(report.failures);
    m_facts->setVisible(report.status.has_value());
    showFacts();
    showNotice();
    const bool knowsNothing = !report.status && report.failures.isEmpty();
    m_stack->setCurrentIndex(knowsNothing ? 1 : 0);
}

void FunctionPage::showTimes(std::optional<qint64> now)
{
    m_now = now;
    showFacts();
}

void FunctionPage::showFacts()
{
    if (m_report.status && isVisible())
        m_facts->show(callFacts(*m_report.status, m_now) + functionFacts(*m_report.status, m_now));
}

QString FunctionPage::notice(const FunctionReport &report)
{
    if (!report.problem.isNone() || !report.status)
        return ProblemText::of(report.problem);
    if (!report.status->ready)
        return tr("Not ready: %1").arg(report.status->reason);
    if (!report.status->loadFailure.isEmpty())
        return tr("The newest version cannot be loaded, so the previous one stays in use: %1")
            .arg(report.status->loadFailure);
    return {};
}

void FunctionPage::showNotice()
{
    m_notice->setText(notice(m_report));
    m_notice->setVisible(!m_notice->text().isEmpty());
    if (m_report.problem.isNone())
        m_empty->setText(tr("The runtime reports nothing about the function"),
                         tr("It does not store a status with its results, unlike Pulseboard's own runtime."));
    else
        m_empty->setText(tr("The runtime's report about the function cannot be read"),
                         ProblemText::of(m_report.problem));
}

void FunctionPage::showEvent(QShowEvent *event)
{
    showFacts();
    QWidget::showEvent(event);
}

QString FunctionPage::title() const
{
    return tr("Function");
}

QList<Sheet::Row> FunctionPage::help() const
{
    return {
        {tr("At the top"), tr("The runtime's report: whether the function is ready, how often it was called, how long "
                              "that took, how often it failed, and its file.")},
        {tr("Failures"), tr("The last calls that ended without a result: the error and its traceback. "
                            "Earlier results are kept.")},
        {tr("Updates"), tr("When its file changes, the runtime loads it again. If it cannot be loaded, this page "
                           "reports why, and the previous function stays in use.")},
        {tr("If the page is empty"),
         tr("A runtime other than Pulseboard's writes the results, and it reports nothing about the "
            "function.")},
    };
}

} // namespace pulse
