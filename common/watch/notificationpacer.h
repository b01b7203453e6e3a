// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/watch/event.h"

#include <QList>

#include <chrono>
#include <optional>

namespace pulse {

/// Critical events to show at once, in the order in which they were added.
struct Notification
{
    QList<Event> newest; ///< to be shown in full
    int earlier = 0;     ///< number of earlier events, which are not shown

    bool operator==(const Notification &) const = default;
};

/// Makes notifications of critical events, at most one per 30 s: events in between are collected for the next one. It
/// has no clock; times are ms of any monotonic clock.
class NotificationPacer
{
public:
    static constexpr std::chrono::milliseconds pause = std::chrono::seconds(30);

    void add(const Event &event);
    /// Returns how long to wait before take() returns a notification; empty if there are no events.
    std::optional<std::chrono::milliseconds> due(qint64 now) const;
    /// Returns the notification to show now, and removes its events.
    std::optional<Notification> take(qint64 now);
    /// Removes all waiting events.
    void drop() { m_waiting.clear(); }

private:
    QList<Event> m_waiting;       ///< oldest first
    std::optional<qint64> m_last; ///< when the last notification was taken
};

} // namespace pulse
