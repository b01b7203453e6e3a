// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/state/eventsmodel.h"
#include "common/watch/notificationpacer.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

class QSystemTrayIcon;

namespace pulse {

/// Shows critical events as notifications of the desktop if it supports them and the user enables them. The tray icon
/// exists only as long as a notification.
class DesktopNotifier : public QObject
{
    Q_OBJECT

public:
    explicit DesktopNotifier(const EventsModel::TextOf &textOf, QObject *parent = nullptr);

    static bool isAvailable(); ///< whether the desktop shows notifications
    bool isEnabled() const { return m_enabled; }
    void setEnabled(bool enabled);
    void add(const Event &event);
    void drop(); ///< discards pending events

Q_SIGNALS:
    void clicked(); ///< the user clicked a notification

private:
    void showPending();
    void show(const Notification &notification);

    EventsModel::TextOf m_textOf;
    bool m_enabled = false;
    NotificationPacer m_pacer; // uses times of m_clock
    QElapsedTimer m_clock;
    QTimer m_next;
    QTimer m_hide;
    QSystemTrayIcon *m_icon = nullptr; // a child; null until the first notification
};

} // namespace pulse
