// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/watch/notificationpacer.h"

#include <algorithm>
#include <utility>

namespace pulse {
namespace {

constexpr qsizetype mostInFull = 3;

} // namespace

void NotificationPacer::add(const Event &event)
{
    if (event.level == Level::Critical)
        m_waiting.append(event);
}

std::optional<std::chrono::milliseconds> NotificationPacer::due(qint64 now) const
{
    if (m_waiting.isEmpty())
        return {};
    const std::chrono::milliseconds none(0);
    return m_last ? std::max(none, pause - std::chrono::milliseconds(now - *m_last)) : none;
}

std::optional<Notification> NotificationPacer::take(qint64 now)
{
    if (!due(now) || due(now)->count() > 0)
        return {};
    m_last = now;
    const QList<Event> events = std::exchange(m_waiting, {});
    const qsizetype earlier = std::max<qsizetype>(0, events.size() - mostInFull);
    return Notification{events.mid(earlier), static_cast<int>(earlier)};
}

} // namespace pulse
