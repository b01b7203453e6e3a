// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/state/timerange.h"

#include <QList>
#include <QObject>

#include <chrono>
#include <optional>

namespace pulse {

/// The time range that all charts show. When live, it ends now; if no results arrive for long, it stops so that the
/// last ones remain visible. When paused, it does not move. Until a length is set, it grows with the data, up to five
/// minutes, so that the first results fill a chart and stay visible. It has no clock: time passes by advance().
class TimeWindow : public QObject
{
    Q_OBJECT

public:
    using Duration = std::chrono::milliseconds;

    static constexpr Duration shortest = std::chrono::seconds(5);
    static constexpr Duration longest = std::chrono::hours(6);

    /// The lengths that users can choose, ascending.
    static const QList<Duration> &lengths();

    explicit TimeWindow(QObject *parent = nullptr);

    TimeRange range() const { return rangeOf(m_state); }
    Duration length() const { return m_state.length; }
    bool isLive() const { return !m_state.end; }
    std::optional<Duration> chosenLength() const { return m_state.chosenLength; } ///< nothing: it follows the data

    /// The interval (ms) of which a chart needs only the lowest and the highest value: about a 1,000th of the range. It
    /// depends on the length only, so that lines keep their shape. A live range ends at a multiple of it.
    qint64 bucket() const;

    /// Sets everything that moves a live range. Times in ms since epoch; nothing: no data.
    void advance(std::optional<qint64> oldest, std::optional<qint64> newest, qint64 now);

    /// A live range stays live, a paused one keeps its end. The length is limited to `shortest` and `longest`. Nothing:
    /// the range follows the data, and is live.
    void setLength(std::optional<Duration> length);
    void pause();
    /// Makes the range live, with the length that was set last, not with that of zooming.
    void resume();
    /// Moves the range; positive: towards the past. It stays between half a length before the oldest data and the live
    /// range. Pauses, unless it cannot move.
    void panBy(qint64 milliseconds);
    /// Pauses. A length out of bounds is limited, around the middle.
    void zoomTo(qint64 from, qint64 to);
    /// Pauses and multiplies the length by `factor`, limited to the bounds; `around` keeps its place.
    void zoomBy(double factor, qint64 around);

Q_SIGNALS:
    /// range(), length() or isLive() changed.
    void changed();
    /// The length, pause or position was set; not emitted as time passes and data arrive.
    void chosen();

private:
    struct State
    {
        Duration length = followed().front();
        std::optional<Duration> chosenLength; ///< that was set last; nothing: the length follows the data
        std::optional<qint64> end;            ///< while paused
        qint64 now = 0;
        std::optional<qint64> oldest;
        std::optional<qint64> newest;
    };

    /// The lengths of a range that follows the data, ascending.
    static const QList<Duration> &followed();
    static Duration liveLength(const State &state);
    static qint64 liveEnd(const State &state);
    static TimeRange rangeOf(const State &state);
    static qint64 reachableEnd(const State &state, qint64 wanted);
    bool apply(const State &state);
    void choose(const State &state);

    State m_state;
};

} // namespace pulse
