// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/state/callhistory.h"
#include "app/state/eventsmodel.h"
#include "app/state/samplestore.h"
#include "app/state/storewatch.h"
#include "app/state/timewindow.h"
#include "common/results/resultsource.h"
#include "common/results/sourceclock.h"
#include "common/watch/freshness.h"

#include <QElapsedTimer>
#include <QSet>
#include <QTimer>

#include <functional>

namespace pulse {

/// How many of the newest calls failed.
struct RecentCalls
{
    int calls = 0; ///< at most 20; 0: unknown
    int failed = 0;

    bool operator==(const RecentCalls &) const = default;
};

/// Everything that a dashboard knows about its source, without any widget: status, records, series, the function's
/// report, events, the visible time range, values for export. It moves the time window when data arrive and time
/// passes; views only read.
class DashboardState : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        MetricFamilies families = MetricFamilies::standard();
        std::function<ClockReading()> readClock = ClockReading::now;
        EventsModel::TextOf eventText{}; ///< returns an event in the user's language; default: a notice's own text
    };

    explicit DashboardState(const Options &options);

    /// Follows another source, and forgets the previous one. The source has to outlive this object; open it after this
    /// call.
    void follow(ResultSource &source);
    QStringList outputs() const { return m_source ? m_source->outputs() : QStringList(); }
    void chooseOutput(const QString &key) { m_source->chooseOutput(key); } ///< one of outputs()
    void open();                         ///< opens the source; while it is broken: tries again now
    void retranslate();                  ///< call it after the language changed
    void addNotice(const QString &text); ///< adds a warning to the events

    const SampleStore &store() const { return m_store; }
    const FunctionReport &report() const { return m_report; }
    const CallHistory &calls() const { return m_calls; }
    /// Unknown if the runtime reports no status, or if calls returned nothing, since their times are not known.
    RecentCalls recentCalls() const;
    bool canChooseFunction() const { return m_source && m_source->canChooseFunction(); }
    /// The source's status, with kind NotJson if the store cannot read the newest result.
    SourceStatus status() const;
    Freshness freshness() const; ///< of the newest shown result
    bool isCurrent() const;      ///< false: the data are old
    bool needsPerson() const;    ///< no results will arrive until a user changes something
    bool isFunctionKnown() const { return m_report.status || !m_report.failures.isEmpty(); }

    qint64 now() const; ///< ms since epoch, by the clock of the time axis
    std::optional<qint64> sourceTime() const;
    std::optional<qint64> clockOffset() const;

    TimeWindow &time() { return m_time; }
    const TimeWindow &time() const { return m_time; }
    EventsModel &events() { return m_events; }
    const EventsModel &events() const { return m_events; }

    /// The call that failed near a moment: at most one period after the previous result.
    std::optional<Failure> failureNear(qint64 time) const;
    QByteArray csv() const; ///< all values of the visible range
    QByteArray csv(const QList<SeriesKey> &keys, TimeRange range) const;

Q_SIGNALS:
    void changed();        ///< something that views show has changed
    void sourceReplaced(); ///< all data were discarded
    /// Not emitted for what happened before the dashboard was opened.
    void eventAdded(const pulse::Event &event);

private:
    void forget();
    void handleStatus(const SourceStatus &status);
    void handleReport(const FunctionReport &report);
    void handleHistory(const QList<Record> &records);
    void handleRecord(const Record &record, bool isLive);
    void handleAge(std::optional<qint64> age);
    void handleStored(const Result<void> &stored);
    void reportConnection();
    void add(const QList<Event> &events);
    void advance();
    void showEventsInRange();

    ResultSource *m_source = nullptr; // not owned
    SourceStatus m_status;
    FunctionReport m_report;
    CallHistory m_calls;
    QString m_notJson; // in English: why the newest result cannot be read; empty: it can
    SampleStore m_store;
    std::function<ClockReading()> m_readClock;
    SourceClock m_clock; // of m_source
    TimeWindow m_time;
    StoreWatch m_watch;
    EventsModel m_events;
    std::optional<qint64> m_lostAt; // when the connection was lost, ms since epoch
    bool m_isLossReported = false;  // the loss of the connection is among the events
    bool m_hasReport = false;       // the source has reported about the function
    QSet<qint64> m_knownFailures;   // the times of those of the last report
    std::optional<qint64> m_newestStored;
    QString m_reportedLoadFailure; // that is among the events
    QTimer m_tick;                 // updates the age and the time axis
    QElapsedTimer m_sinceResult;
};

} // namespace pulse
