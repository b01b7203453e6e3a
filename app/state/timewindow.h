// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/state/timerange.h"

#include <QList>
#include <QObject>

#include <chrono>
#include <optional>

namespace pulse {

/// The one stretch of time that all charts show. Live, it ends now; where results stay away for long it stops, so that
/// the last of them remain in sight. Paused, it stands still. It has no clock: the time comes in by setNow().
class TimeWindow : public QObject
{
    Q_OBJECT

public:
    using Duration = std::chrono::milliseconds;

    static constexpr Duration shortest = std::chrono::seconds(5);
    static constexpr Duration longest = std::chrono::hours(6);

    /// The lengths to choose from, ascending.
    static const QList<Duration> &lengths();

    explicit TimeWindow(QObject *parent = nullptr);

    TimeRange range() const { return rangeOf(m_state); }
    Duration length() const { return m_state.length; }
    bool isLive() const { return !m_state.end; }

    /// Of several values within so many ms a chart needs the lowest and the highest only: about 1,000 buckets in the
    /// range, and the same for the same length, so that lines keep their shape. A live range ends at a multiple of it.
    qint64 bucket() const;

    /// All that moves a live range at once. Times in ms since epoch; nothing while there are no data.
    void advance(std::optional<qint64> oldest, std::optional<qint64> newest, qint64 now);
    void setData(std::optional<qint64> oldest, std::optional<qint64> newest);
    void setNow(qint64 now);

    /// Live it stays live, paused it keeps its end. Between `shortest` and `longest`.
    void setLength(Duration length);
    void pause();
    /// Live again, in the length that was set last: what zooming made of it is over.
    void resume();
    /// Positive: towards the past. Not beyond the live range, and not further back than half a length before the oldest
    /// data. Pauses, if there is anywhere to go.
    void panBy(qint64 milliseconds);
    /// Pauses. A length out of bounds is brought into them around the middle.
    void zoomTo(qint64 from, qint64 to);
    /// Pauses. The length times `factor`, where `around` stays in its place; beyond the bounds there is no further
    /// zoom.
    void zoomBy(double factor, qint64 around);

Q_SIGNALS:
    /// range(), length() or isLive() is another.
    void changed();
    /// The same, but only by what the user did: not as time passes and data arrive.
    void chosen();

private:
    struct State
    {
        Duration length = std::chrono::minutes(5);
        Duration liveLength = length; ///< that was set last
        std::optional<qint64> end;    ///< while paused
        qint64 now = 0;
        std::optional<qint64> oldest;
        std::optional<qint64> newest;
    };

    static qint64 liveEnd(const State &state);
    static TimeRange rangeOf(const State &state);
    static qint64 reachableEnd(const State &state, qint64 wanted);
    bool apply(const State &state);
    void choose(const State &state);

    State m_state;
};

} // namespace pulse
