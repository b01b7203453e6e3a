// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/desktopnotifier.h"

#include "app/state/eventtexts.h"
#include "app/style/theme.h"

#include <QPainter>
#include <QSystemTrayIcon>

namespace pulse {
namespace {

using namespace std::chrono_literals;

constexpr auto shownFor = 10s;
constexpr int iconSize = 64;

QIcon disc(const QColor &color)
{
    QPixmap picture(iconSize, iconSize);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawEllipse(QRectF(picture.rect()).adjusted(8, 8, -8, -8));
    return picture;
}

} // namespace

DesktopNotifier::DesktopNotifier(const EventsModel::TextOf &textOf, QObject *parent)
    : QObject(parent)
    , m_textOf(textOf)
{
    m_clock.start();
    m_next.setSingleShot(true);
    m_hide.setSingleShot(true);
    m_hide.setInterval(shownFor);
    connect(&m_next, &QTimer::timeout, this, &DesktopNotifier::showPending);
}

bool DesktopNotifier::isAvailable()
{
    return QSystemTrayIcon::isSystemTrayAvailable() && QSystemTrayIcon::supportsMessages();
}

void DesktopNotifier::setEnabled(bool enabled)
{
    m_enabled = enabled;
    if (!enabled)
        drop();
}

void DesktopNotifier::drop()
{
    m_pacer.drop();
    m_next.stop();
}

void DesktopNotifier::add(const Event &event)
{
    if (!m_enabled || !isAvailable())
        return;
    m_pacer.add(event);
    // Always through the timer, so that all events of one result are in one notification.
    if (const auto wait = m_pacer.due(m_clock.elapsed()); wait && !m_next.isActive())
        m_next.start(*wait);
}

void DesktopNotifier::showPending()
{
    if (const std::optional<Notification> notification = m_pacer.take(m_clock.elapsed()))
        show(*notification);
}

void DesktopNotifier::show(const Notification &notification)
{
    if (!m_icon) {
        m_icon = new QSystemTrayIcon(disc(Theme::light().bad), this);
        connect(m_icon, &QSystemTrayIcon::messageClicked, this, &DesktopNotifier::clicked);
        connect(&m_hide, &QTimer::timeout, m_icon, &QSystemTrayIcon::hide);
    }
    m_icon->show();
    m_icon->showMessage(EventTexts::title(notification), EventTexts::text(notification, m_textOf),
                        QSystemTrayIcon::Critical, static_cast<int>(m_hide.interval()));
    m_hide.start();
}

} // namespace pulse
