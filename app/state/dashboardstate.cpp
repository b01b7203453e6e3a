// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/dashboardstate.h"

#include "app/state/seriescsv.h"
#include "common/results/outcome.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace pulse {
namespace {

using namespace std::chrono_literals;

constexpr auto tick = 1s;
constexpr std::chrono::milliseconds updatedRecently = 1200ms; // more than a period of one second

/// Returns as many events as are kept.
QList<Event> newestEvents(const QList<Event> &events)
{
    return events.mid(std::max<qsizetype>(0, events.size() - EventsModel::capacity));
}

} // namespace

DashboardState::DashboardState(const Options &options)
    : m_store(options.families)
    , m_readClock(options.readClock)
    , m_events(options.eventText)
{
    connect(&m_tick, &QTimer::timeout, this, [this] {
        if (!m_sinceResult.isValid() || m_sinceResult.elapsed() >= updatedRecently.count())
            advance(); // otherwise a result has just done it
    });
    connect(&m_time, &TimeWindow::changed, this, &DashboardState::showEventsInRange);
    m_tick.start(tick);
    m_time.advance({}, {}, now());
}

void DashboardState::follow(ResultSource &source)
{
    if (m_source) {
        m_source->disconnect(this);
        forget();
    }
    m_source = &source;
    connect(&source, &ResultSource::statusChanged, this, &DashboardState::handleStatus);
    connect(&source, &ResultSource::history, this, &DashboardState::handleHistory);
    connect(&source, &ResultSource::record, this, &DashboardState::handleRecord);
    connect(&source, &ResultSource::aged, this, &DashboardState::handleAge);
    connect(&source, &ResultSource::reportChanged, this, &DashboardState::handleReport);
    handleStatus(source.status());
    handleReport(source.report());
}

void DashboardState::forget()
{
    m_status = {};
    m_events.clear();
    m_watch = StoreWatch();
    m_lostAt.reset();
    m_isLossReported = false;
    m_hasReport = false;
    m_knownFailures.clear();
    m_newestStored.reset();
    m_reportedLoadFailure.clear();
    m_clock = SourceClock();
    m_report = {};
    m_calls = {};
    handleHistory({});
    m_time.resume();
    Q_EMIT sourceReplaced();
}

void DashboardState::open()
{
    m_source->open();
}

void DashboardState::retranslate()
{
    m_events.retranslate();
    if (m_source)
        m_source->retranslate();
    Q_EMIT changed();
}

void DashboardState::addNotice(const QString &text)
{
    add({{now(), Level::Warning, text}});
}

void DashboardState::add(const QList<Event> &events)
{
    m_events.add(events);
    for (const Event &event : events)
        Q_EMIT eventAdded(event);
}

void DashboardState::handleStatus(const SourceStatus &status)
{
    const bool isOtherOutput = !m_status.key.isEmpty() && !status.key.isEmpty() && m_status.key != status.key;
    if (isOtherOutput) // of the same gateway
        forget();
    m_status = status;
    if (status.kind != SourceStatus::Kind::Connecting) // which is neither connected nor broken
        reportConnection();
    Q_EMIT changed();
}

/// Adds an event if the connection was lost or is back. The reason of a loss may arrive after the loss.
void DashboardState::reportConnection()
{
    const bool isBroken = m_status.isBroken();
    if (isBroken && !m_store.isEmpty())
        m_lostAt = m_lostAt.value_or(now());
    if (m_lostAt && !m_isLossReported && (!isBroken || !m_status.problem.isNone())) {
        m_isLossReported = true;
        add({Event::ofLostConnection(*m_lostAt, isBroken ? m_status.problem : Problem())});
    }
    if (isBroken)
        return;
    m_lostAt.reset();
    if (std::exchange(m_isLossReported, false))
        add({Event::ofConnection(now())});
}

/// The failures of the first report are older than the dashboard.
void DashboardState::handleReport(const FunctionReport &report)
{
    m_report = report;
    const bool isFirst = !std::exchange(m_hasReport, m_hasReport || isFunctionKnown());
    m_calls.add(report);
    QList<Event> events;
    QSet<qint64> times;
    for (auto it = report.failures.crbegin(); it != report.failures.crend(); ++it) {
        if (!m_knownFailures.contains(it->time))
            events.append(Event::ofFailure(*it));
        times.insert(it->time);
    }
    if (!times.isEmpty())
        m_knownFailures = times;
    isFirst ? m_events.add(events) : add(events);
    const QString loadFailure = report.status ? report.status->loadFailure : QString();
    if (std::exchange(m_reportedLoadFailure, loadFailure) != loadFailure && !loadFailure.isEmpty())
        add({Event::ofLoadFailure(now(), loadFailure)});
    Q_EMIT changed();
}

/// The first history is older than the dashboard, so its events are listed without a signal.
void DashboardState::handleHistory(const QList<Record> &records)
{
    const Result<void> stored = m_store.replace(records);
    if (!m_watch.hasStarted())
        m_events.add(newestEvents(Event::ofCrossings(m_watch.check(m_store))));
    if (!records.isEmpty()) {
        const qint64 newest = records.constLast().time;
        m_clock.addPast(m_store.isHeldBack(newest) ? m_store.newestTime().value_or(newest) : newest, m_readClock());
    }
    handleStored(stored);
}

void DashboardState::handleRecord(const Record &record, bool isLive)
{
    const ClockReading now = m_readClock();
    const Result<void> stored = m_store.append(record, m_clock.sourceTime(now));
    if (!m_store.isHeldBack(record.time))
        m_clock.add(record.time, isLive, now);
    handleStored(stored);
    m_sinceResult.start();
}

void DashboardState::handleAge(std::optional<qint64> age)
{
    m_clock.setAge(age, m_readClock());
    advance();
}

void DashboardState::handleStored(const Result<void> &stored)
{
    m_notJson = stored ? QString() : stored.error().message;
    const std::optional<qint64> newest = m_store.newestTime();
    if (newest && newest < std::exchange(m_newestStored, newest))
        m_events.dropAfter(*newest); // the source's clock was set back, and the store has dropped the later results
    add(newestEvents(Event::ofCrossings(m_watch.check(m_store))));
    advance();
}

/// Moves the time window with the data and the clock.
void DashboardState::advance()
{
    m_time.advance(m_store.oldestTime(), m_store.newestTime(), now());
    showEventsInRange();
    Q_EMIT changed();
}

/// A live range has no end, so that an event without a result is listed at once.
void DashboardState::showEventsInRange()
{
    const TimeRange range = m_time.range();
    const qint64 end = m_time.isLive() ? EventsModel::unlimited.to : range.to;
    m_events.setRange({range.from, end}, m_store.usualPeriod().value_or(0));
}

SourceStatus DashboardState::status() const
{
    SourceStatus status = m_status;
    if (status.kind == SourceStatus::Kind::Live && !m_notJson.isEmpty()) {
        status.kind = SourceStatus::Kind::NotJson;
        status.problem = QCoreApplication::translate("SampleCodec", m_notJson.toUtf8().constData());
    }
    return status;
}

Freshness DashboardState::freshness() const
{
    return freshnessOf(m_store.newestTime(), m_store.usualPeriod(), m_clock, m_readClock());
}

bool DashboardState::isCurrent() const
{
    return status().kind == SourceStatus::Kind::Live && !freshness().stale;
}

bool DashboardState::needsPerson() const
{
    const SourceStatus::Kind kind = status().kind;
    return kind == SourceStatus::Kind::Refused || kind == SourceStatus::Kind::NotJson;
}

qint64 DashboardState::now() const
{
    const ClockReading now = m_readClock();
    return m_clock.sourceTime(now).value_or(now.wall);
}

std::optional<qint64> DashboardState::sourceTime() const
{
    return m_clock.sourceTime(m_readClock());
}

std::optional<qint64> DashboardState::clockOffset() const
{
    return m_clock.offset(m_readClock());
}

std::optional<Failure> DashboardState::failureNear(qint64 time) const
{
    const auto distance = [time](const Failure &failure) { return std::abs(failure.time - time); };
    const auto nearest = std::ranges::min_element(m_report.failures, {}, distance);
    const bool isNear = nearest != m_report.failures.end() && distance(*nearest) <= m_store.longestGap() / 2;
    return isNear ? std::optional(*nearest) : std::nullopt;
}

/// A call leaves a result or a failure, unless it returned nothing.
RecentCalls DashboardState::recentCalls() const
{
    constexpr std::size_t most = 20;
    const auto returnedNothing = [](const OutcomeCount &one) {
        return outcomeNamed(one.outcome) == Outcome::Nothing && one.count > 0;
    };
    if (!m_report.status || std::ranges::any_of(m_report.status->outcomes, returnedNothing))
        return {};
    RecentCalls recent;
    std::size_t failures = 0; // from the newest on
    for (const Failure &failure : m_report.failures) {
        if (++failures + m_store.countAfter(failure.time) <= most)
            ++recent.failed;
    }
    recent.calls = static_cast<int>(std::min(most, failures + m_store.size()));
    return recent;
}

QByteArray DashboardState::csv() const
{
    return seriesCsv(m_store, m_time.range());
}

QByteArray DashboardState::csv(const QList<SeriesKey> &keys, TimeRange range) const
{
    return seriesCsv(m_store, range, keys);
}

} // namespace pulse
