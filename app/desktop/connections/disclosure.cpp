// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/connections/disclosure.h"

#include "app/style/narrow.h"
#include "app/widgets/chevron.h"
#include "app/widgets/iconbutton.h"
#include "app/widgets/pushbutton.h"

#include <QKeyEvent>
#include <QPainter>

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
    paintChevron(painter, {chevronWidth / 2.0 - 2, height() / 2.0}, isChecked() ? Direction::Down : Direction::Right,
                 underMouse() ? theme().text : theme().dim);
    painter.setPen(theme().text);
    painter.drawText(rect().adjusted(chevronWidth, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft, text());
    if (hasFocus())
        IconButton::paintFocus(painter, rect(), theme());
}

} // namespace pulse
