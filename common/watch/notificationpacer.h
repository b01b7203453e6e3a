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
    QList<Event> newest; ///< in full
    int earlier = 0;     ///< of how many others only the number is shown

    bool operator==(const Notification &) const = default;
};

/// Of all events the critical ones are worth a notification, at most one per half minute: events in between are summed
/// up in the next one. It has no clock; times are ms of any clock that does not go back.
class NotificationPacer
{
public:
    static constexpr std::chrono::milliseconds pause = std::chrono::seconds(30);

    void add(const Event &event);
    /// How long to wait before take() returns something; nothing if there is nothing to show.
    std::optional<std::chrono::milliseconds> due(qint64 now) const;
    /// What is to be shown now.
    std::optional<Notification> take(qint64 now);
    /// Forgets what is waiting.
    void drop() { m_waiting.clear(); }

private:
    QList<Event> m_waiting;       ///< oldest first
    std::optional<qint64> m_last; ///< when something was taken
};

} // namespace pulse
