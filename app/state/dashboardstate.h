// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/state/eventsmodel.h"
#include "app/state/samplestore.h"
#include "app/state/timewindow.h"
#include "common/results/resultsource.h"
#include "common/results/sourceclock.h"
#include "common/watch/freshness.h"
#include "common/watch/thresholdwatch.h"

#include <QTimer>

#include <functional>

namespace pulse {

/// Everything that a dashboard knows of the source that it follows, without any widget: status, records, series, the
/// function's report, events, the time in sight, values for export. It feeds the time window whatever moves it; views
/// only read.
class DashboardState : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        MetricFamilies families = MetricFamilies::standard();
        std::function<ClockReading()> readClock = ClockReading::now;
        EventsModel::TextOf eventText{}; ///< in the user's language; by default a notice's own text
    };

    explicit DashboardState(const Options &options);

    /// Follows another source from now on; nothing of the one before is left. It has to outlive this; open it after
    /// this.
    void follow(ResultSource &source);
    void open();                         ///< the source, to try again now
    void retranslate();                  ///< the language is another one
    void addNotice(const QString &text); ///< to the events, as a warning

    const SampleStore &store() const { return m_store; }
    const FunctionReport &report() const { return m_report; }
    /// The source's, or NotJson if only the store found out that the newest result cannot be read.
    SourceStatus status() const;
    Freshness freshness() const; ///< of the newest result that is shown
    bool isCurrent() const;      ///< else the data are old
    bool isBroken() const;       ///< the connection is lost or refused
    bool needsAPerson() const;   ///< results will not arrive without somebody's help
    bool isFunctionKnown() const { return m_report.status || !m_report.failures.isEmpty(); }

    qint64 now() const; ///< by the clock that the time axis follows, ms since epoch
    std::optional<qint64> sourceTime() const;
    std::optional<qint64> clockOffset() const;

    TimeWindow &time() { return m_time; }
    const TimeWindow &time() const { return m_time; }
    EventsModel &events() { return m_events; }

    /// The call that failed at about a moment: at most one period after the result before it.
    std::optional<Failure> failureNear(qint64 time) const;
    QByteArray csv() const; ///< all values in sight
    QByteArray csv(const QList<SeriesKey> &keys, TimeRange range) const;

Q_SIGNALS:
    void changed();                             ///< there is something new to show
    void sourceReplaced();                      ///< nothing is known any more
    void eventAdded(const pulse::Event &event); ///< that is new, not told again

private:
    void forget();
    void handleStatus(const SourceStatus &status);
    void handleReport(const FunctionReport &report);
    void handleHistory(const QList<Record> &records);
    void handleRecord(const Record &record, bool isLive);
    void handleAge(std::optional<qint64> age);
    void handleStored(const Result<void> &stored);
    void checkThresholds();
    void add(const Event &event);
    void advance();

    ResultSource *m_source = nullptr; // not owned
    SourceStatus m_status;
    FunctionReport m_report;
    QString m_notJson; // what is wrong with the newest result; empty: nothing
    SampleStore m_store;
    std::function<ClockReading()> m_readClock;
    SourceClock m_clock; // of m_source
    TimeWindow m_time;
    ThresholdWatch m_watch;
    EventsModel m_events;
    bool m_isLossReported = false; // that the connection is lost is among the events
    qint64 m_newestFailure = 0;    // of those among the events, ms since epoch
    QString m_reportedLoadFailure; // the newest one among the events
    QTimer m_tick;                 // the age and the time axis advance
};

} // namespace pulse
