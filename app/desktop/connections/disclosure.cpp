// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/connections/disclosure.h"

#include "app/style/narrow.h"
#include "app/widgets/iconbutton.h"
#include "app/widgets/pushbutton.h"

#include <QKeyEvent>
#include <QPainter>

#include <array>

namespace pulse {
namespace {

constexpr int chevronWidth = 16;

} // namespace

Disclosure::Disclosure(const QString &title, QWidget *parent)
    : Adaptive(parent)
{
    setText(title);
    setFont(sized(font(), TextSize::Normal, QFont::DemiBold));
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

QSize Disclosure::sizeHint() const
{
    const QFontMetrics metrics(font());
    return {chevronWidth + metrics.horizontalAdvance(text()) + gap, controlHeight(*this, metrics.height() + gap)};
}

/// Space and Return press the button, although Return presses the default button of a dialog.
bool Disclosure::event(QEvent *event)
{
    if (acceptsSpace(*event))
        event->accept();
    return Adaptive::event(event);
}

void Disclosure::keyPressEvent(QKeyEvent *event)
{
    if (isReturn(*event))
        click();
    else
        QAbstractButton::keyPressEvent(event);
}

void Disclosure::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(underMouse() ? theme().text : theme().dim, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF middle(chevronWidth / 2.0 - 2, height() / 2.0);
    const std::array right = {middle + QPointF(-2, -4), middle + QPointF(2, 0), middle + QPointF(-2, 4)};
    const std::array down = {middle + QPointF(-4, -2), middle + QPointF(0, 2), middle + QPointF(4, -2)};
    painter.drawPolyline(isChecked() ? down.data() : right.data(), 3);
    painter.setPen(theme().text);
    painter.drawText(rect().adjusted(chevronWidth, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, text());
    if (hasFocus())
        IconButton::paintFocus(painter, rect(), theme());
}

} // namespace pulse
