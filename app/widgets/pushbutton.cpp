// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/widgets/pushbutton.h"

#include "app/style/theme.h"
#include "app/widgets/chevron.h"

#include <QKeyEvent>
#include <QStyleOptionButton>
#include <QStylePainter>

namespace pulse {
namespace {

constexpr int chevronRoom = 16;
constexpr double chevronMiddle = 16; // px from the right edge

} // namespace

QSize PushButton::sizeHint() const
{
    return QPushButton::sizeHint() + QSize(menu() ? chevronRoom : 0, 0);
}

void PushButton::paintEvent(QPaintEvent *event)
{
    if (!menu()) {
        QPushButton::paintEvent(event);
        return;
    }
    QStylePainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    option.features &= ~QStyleOptionButton::HasMenu;
    painter.drawControl(QStyle::CE_PushButtonBevel, option);
    option.rect.setRight(option.rect.right() - chevronRoom);
    painter.drawControl(QStyle::CE_PushButtonLabel, option);
    paintChevron(painter, {width() - chevronMiddle, height() / 2.0}, Direction::Down, Theme::current().dim);
}

bool acceptsSpace(const QEvent &event)
{
    return event.type() == QEvent::ShortcutOverride && static_cast<const QKeyEvent &>(event).key() == Qt::Key_Space;
}

bool isReturn(const QKeyEvent &event)
{
    return event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter;
}

bool PushButton::event(QEvent *event)
{
    if (acceptsSpace(*event))
        event->accept();
    return QPushButton::event(event);
}

void PushButton::keyPressEvent(QKeyEvent *event)
{
    if (isReturn(*event))
        click();
    else
        QPushButton::keyPressEvent(event);
}

} // namespace pulse
