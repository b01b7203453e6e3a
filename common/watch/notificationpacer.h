// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/watch/event.h"

#include <QCoreApplication>
#include <QStringList>

#include <chrono>
#include <optional>

namespace pulse {

struct Notification
{
    QString title;
    QString text;

    bool operator==(const Notification &) const = default;
};

/// Of all events the critical ones are worth a notification, and at most one each half minute: what comes in between is
/// summed up in the next. It has no clock; times are ms of any clock that does not go back.
class NotificationPacer
{
    Q_DECLARE_TR_FUNCTIONS(NotificationPacer)

public:
    static constexpr std::chrono::milliseconds pause = std::chrono::seconds(30);

    void add(const Event &event);
    /// How long to wait before take() has something; nothing if there is nothing to tell.
    std::optional<std::chrono::milliseconds> due(qint64 now) const;
    /// What is to be shown now.
    std::optional<Notification> take(qint64 now);
    /// What is waiting will not be told.
    void drop() { m_waiting.clear(); }

private:
    QStringList m_waiting;        ///< oldest first
    std::optional<qint64> m_last; ///< when something was taken
};

} // namespace pulse
