// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/widgets/pushbutton.h"

#include "app/style/theme.h"
#include "app/widgets/chevron.h"

#include <QKeyEvent>
#include <QPainter>

namespace pulse {
namespace {

constexpr double chevronMiddle = 14; // px from the right edge; the style sheet leaves room for it

} // namespace

void PushButton::setDropDown(QMenu *menu)
{
    setMenu(menu);
    setProperty("isDropDown", true);
}

void PushButton::paintEvent(QPaintEvent *event)
{
    QPushButton::paintEvent(event);
    if (menu() == nullptr)
        return;
    QPainter painter(this);
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
