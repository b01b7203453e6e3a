// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/watch/notificationpacer.h"

#include "common/core/literals.h"

#include <algorithm>
#include <utility>

namespace pulse {
namespace {

constexpr qsizetype mostInFull = 3;

/// The newest ones in full, in the order of time; of those before how many there are.
QString summary(const QStringList &texts)
{
    const qsizetype left = std::max<qsizetype>(0, texts.size() - mostInFull);
    QStringList lines = texts.mid(left);
    if (left > 0)
        lines.prepend(NotificationPacer::tr("%n earlier", nullptr, static_cast<int>(left)));
    return lines.join('\n'_L1);
}

} // namespace

void NotificationPacer::add(const Event &event)
{
    if (event.level == Level::Critical)
        m_waiting.append(event.text);
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
    const QStringList texts = std::exchange(m_waiting, {});
    if (texts.size() == 1)
        return Notification{u"Pulseboard"_s, texts.first()};
    return Notification{tr("Pulseboard: %n events", nullptr, static_cast<int>(texts.size())), summary(texts)};
}

} // namespace pulse
