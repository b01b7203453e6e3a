// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/widgets/pushbutton.h"

#include <QKeyEvent>

namespace pulse {

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
