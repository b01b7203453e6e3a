// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/functionpage.h"

#include "app/pages/callpanel.h"
#include "app/pages/chartlink.h"
#include "app/pages/statustext.h"
#include "app/state/calltext.h"
#include "app/state/clocktime.h"
#include "app/state/outcometext.h"
#include "app/state/problemtext.h"
#include "app/style/controlstyle.h"
#include "app/style/sizes.h"
#include "app/widgets/labels.h"
#include "app/widgets/pushbutton.h"
#include "app/widgets/scrollcolumn.h"
#include "common/core/literals.h"
#include "common/core/logging.h"
#include "common/results/samplefunction.h"

#include <QClipboard>
#include <QDir>
#include <QGuiApplication>
#include <QLocale>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace pulse {
namespace {

constexpr qsizetype hashLength = 8;
const QString sampleName = u"metrics.py"_s;

QString ago(qint64 time, std::optional<qint64> now)
{
    return now ? StatusText::ago(std::max<qint64>(0, *now - time)) : clockTime(time);
}

QString orDash(const QString &text)
{
    return text.isEmpty() ? u"–"_s : escapedLine(text);
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

QString healthOf(const RecentCalls &recent)
{
    if (recent.calls == 0)
        return {};
    return recent.failed == 0
               ? FunctionPage::tr("no failure in the last %n calls", nullptr, recent.calls)
               : FunctionPage::tr("failed in %1 of the last %n calls", nullptr, recent.calls).arg(recent.failed);
}

Tone toneOf(const FunctionStatus &status, const RecentCalls &recent)
{
    if (!status.ready || (recent.failed > 0 && recent.failed == recent.calls))
        return Tone::Bad;
    return recent.failed > 0 ? Tone::Warning : Tone::Good;
}

QList<Fact> callFacts(const FunctionStatus &status, const RecentCalls &recent, std::optional<qint64> now)
{
    const bool called = status.lastCall > 0;
    const quint64 failures = OutcomeText::failures(status.outcomes);
    return {
        {.label = FunctionPage::tr("State"),
         .value = status.ready ? FunctionPage::tr("ready") : FunctionPage::tr("not ready"),
         .detail = healthOf(recent),
         .tone = toneOf(status, recent),
         .columns = 2},
        {.label = FunctionPage::tr("Last call"),
         .value = called ? ago(status.lastCall, now) : FunctionPage::tr("none yet")},
        {.label = FunctionPage::tr("Duration"),
         .value = called ? CallText::duration(status.lastDuration) : orDash({}),
         .detail = called ? FunctionPage::tr("%1 on average").arg(CallText::duration(status.meanDuration)) : QString()},
        {.label = FunctionPage::tr("Calls"), .value = QLocale().toString(status.calls)},
        {.label = FunctionPage::tr("Failures"),
         .value = QLocale().toString(failures),
         .detail = failuresInWords(status.outcomes)},
        {.label = FunctionPage::tr("Worker restarts"), .value = QLocale().toString(status.workerRestarts)},
    };
}

/// The file of the sample function is a temporary copy.
Fact functionFact(const FunctionStatus &status)
{
    const QString code = orDash(status.codeHash.left(hashLength));
    if (isSampleFunction(status))
        return {.label = FunctionPage::tr("Function"),
                .value = StatusText::functionName(status),
                .detail = FunctionPage::tr("%1, code %2", "the name of a file").arg(sampleName, code),
                .columns = 2};
    return {.label = FunctionPage::tr("Function"),
            .value = orDash(status.function),
            .detail = FunctionPage::tr("modified %1, code %2").arg(modifiedText(status.functionModified), code),
            .columns = 2};
}

QList<Fact> functionFacts(const FunctionStatus &status, std::optional<qint64> now)
{
    return {
        functionFact(status),
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
    , m_run(new PushButton(this))
    , m_save(new PushButton(this))
    , m_copyPath(new PushButton(this))
    , m_actions(actions())
    , m_notice(wrappedLabel(TextSize::Normal, QFont::Normal, this))
    , m_calls(new CallPanel(this))
    , m_failures(new FailureList(this))
    , m_empty(new EmptyPage(this))
{
    m_notice->setContentsMargins(20, 0, 20, 0);
    setUpLayout();
    connect(m_failures, &FailureList::momentRequested, this, &Page::momentRequested);
    m_notice->setTone(Tone::Bad);
    FunctionPage::applyTheme();
    FunctionPage::retranslate();
}

FunctionPage::FunctionPage(DashboardState &state, ChartLink &link, QWidget *parent)
    : FunctionPage(parent)
{
    link.add(&m_calls->chart());
    connect(&state, &DashboardState::sourceReplaced, this, [this] { m_seenFailures.clear(); });
}

void FunctionPage::showState(const DashboardState &state)
{
    m_canRun = state.canChooseFunction();
    if (m_report != state.report())
        showReport(state.report());
    showActions();
    m_calls->showState(state);
    showRecentCalls(state.recentCalls());
    showTimes(state.sourceTime());
    m_seenFailures.clear();
    for (const Failure &failure : state.report().failures)
        m_seenFailures.insert(failure.time);
}

bool FunctionPage::hasContent(const DashboardState &state) const
{
    return Page::hasContent(state) || state.isFunctionKnown();
}

int FunctionPage::badge(const DashboardState &state) const
{
    return static_cast<int>(std::ranges::count_if(
        state.report().failures, [this](const Failure &failure) { return !m_seenFailures.contains(failure.time); }));
}

void FunctionPage::applyTheme()
{
    applyControlStyle(*this);
}

void FunctionPage::retranslate()
{
    m_run->setText(tr("Run my function…"));
    m_save->setText(tr("Save a copy…"));
    m_copyPath->setText(tr("Copy path"));
    showReport(FunctionReport(m_report));
}

QWidget *FunctionPage::actions()
{
    auto *row = new QWidget(this);
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(gap);
    for (QPushButton *button : {m_run, m_save, m_copyPath})
        layout->addWidget(button);
    layout->addStretch(1);
    connect(m_run, &QPushButton::clicked, this, &Page::functionRequested);
    connect(m_save, &QPushButton::clicked, this, [this] { Q_EMIT saveRequested(sampleName, sampleFunction()); });
    connect(m_copyPath, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_report.status->function); });
    return row;
}

void FunctionPage::showActions()
{
    const bool isSample = m_report.status && isSampleFunction(*m_report.status);
    const bool isFile = m_report.status && !isSample && QDir::isAbsolutePath(m_report.status->function);
    m_run->setVisible(m_canRun);
    m_save->setVisible(isSample);
    m_copyPath->setVisible(isFile);
    m_actions->setVisible(m_canRun || isSample || isFile);
}

/// In a low window the page scrolls.
void FunctionPage::setUpLayout()
{
    auto *content = new QWidget;
    auto *column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(gap);
    column->addWidget(m_facts);
    column->addWidget(m_actions);
    column->addWidget(m_notice);
    column->addWidget(m_calls);
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
    showActions();
    showNotice();
    const bool knowsNothing = !report.status && report.failures.isEmpty();
    m_stack->setCurrentIndex(knowsNothing ? 1 : 0);
}

void FunctionPage::showRecentCalls(const RecentCalls &recent)
{
    m_recent = recent;
    showFacts();
}

void FunctionPage::showTimes(std::optional<qint64> now)
{
    m_now = now;
    showFacts();
}

void FunctionPage::showFacts()
{
    if (m_report.status && isVisible())
        m_facts->show(callFacts(*m_report.status, m_recent, m_now) + functionFacts(*m_report.status, m_now));
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
        {tr("Durations"), tr("How long calls took: the last one of each report, and each that failed, with a red "
                             "diamond. Click to see a moment.")},
        {tr("Failures"), tr("The last calls that ended without a result, grouped by error and line: the newest "
                            "message and traceback. Earlier results are kept.")},
        {tr("Updates"), tr("When its file changes, the runtime loads it again. If it cannot be loaded, this page "
                           "reports why, and the previous function stays in use.")},
        {tr("If the page is empty"),
         tr("A runtime other than Pulseboard's writes the results, and it reports nothing about the "
            "function.")},
    };
}

} // namespace pulse
