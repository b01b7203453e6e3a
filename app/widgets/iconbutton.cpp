// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/widgets/iconbutton.h"

#include "app/style/narrow.h"
#include "app/widgets/pushbutton.h"

#include <QKeyEvent>
#include <QPainter>

namespace pulse {
IconButton::IconButton(QWidget *parent)
    : Adaptive(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
}

QSize IconButton::sizeHint() const
{
    const int size = controlHeight(*this, side);
    return {size, size};
}

void IconButton::paintFocus(QPainter &painter, const QRectF &rect, const Theme &theme)
{
    painter.setPen(QPen(theme.accent, 1.5));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(rect.adjusted(0.75, 0.75, -0.75, -0.75), controlRadius, controlRadius);
}

/// Space presses the button that has the focus, although it has another meaning elsewhere in the window.
bool IconButton::event(QEvent *event)
{
    if (acceptsSpace(*event))
        event->accept();
    return Adaptive::event(event);
}

void IconButton::keyPressEvent(QKeyEvent *event)
{
    if (isReturn(*event))
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

void IconButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    if (underMouse() || isDown()) {
        painter.setBrush(theme().grid);
        painter.drawRoundedRect(rect(), controlRadius, controlRadius);
    }
    painter.setBrush(underMouse() || isHighlighted() ? theme().text : theme().dim);
    painter.save();
    painter.translate((width() - side) / 2, (height() - side) / 2);
    paintIcon(painter);
    painter.restore();
    if (hasFocus())
        paintFocus(painter, rect(), theme());
}

} // namespace pulse
