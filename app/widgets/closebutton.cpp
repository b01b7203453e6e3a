// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/widgets/closebutton.h"

#include "app/style/narrow.h"

#include <QPainter>

namespace pulse {

CloseButton::CloseButton(QWidget *parent)
    : Adaptive(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
    CloseButton::retranslate();
}

QSize CloseButton::sizeHint() const
{
    const int side = controlHeight(*this, 28);
    return {side, side};
}

void CloseButton::retranslate()
{
    setToolTip(tr("Close (Esc)"));
    setAccessibleName(tr("Close"));
}

void CloseButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(hasFocus() ? QPen(theme().accent, 1.5) : QPen(Qt::NoPen));
    painter.setBrush(underMouse() ? QBrush(theme().grid) : QBrush(Qt::NoBrush));
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 6, 6);
    painter.setPen(QPen(underMouse() ? theme().text : theme().dim, 1.6, Qt::SolidLine, Qt::RoundCap));
    const QPointF middle = QRectF(rect()).center();
    painter.drawLine(middle + QPointF(-4, -4), middle + QPointF(4, 4));
    painter.drawLine(middle + QPointF(-4, 4), middle + QPointF(4, -4));
}

} // namespace pulse
