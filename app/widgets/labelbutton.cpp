// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/widgets/labelbutton.h"

#include "app/style/plaintooltip.h"
#include "app/style/sizes.h"

#include <QPainter>

#include <algorithm>

namespace pulse {

LabelButton::LabelButton(const Look &look, QWidget *parent)
    : IconButton(parent)
    , m_look(look)
    , m_label(new ElidingLabel(look.size, look.weight, this))
{
    setMinimumSize(0, 0); // an IconButton has a fixed size
    setMaximumSize(QWIDGETSIZE_MAX, QWIDGETSIZE_MAX);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_label->setAttribute(Qt::WA_TransparentForMouseEvents);
}

void LabelButton::setLabel(const QString &text)
{
    if (label() == text)
        return;
    m_label->setText(text);
    setAccessibleName(text);
    updateToolTip();
    updateGeometry();
}

/// Returns the height of an IconButton.
int LabelButton::usualHeight() const
{
    return std::max(side, IconButton::sizeHint().height());
}

QSize LabelButton::sizeHint() const
{
    return {m_look.left + m_label->sizeHint().width() + m_look.right, usualHeight()};
}

QSize LabelButton::minimumSizeHint() const
{
    return {std::min(m_look.least, sizeHint().width()), usualHeight()};
}

void LabelButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_look.isRaised)
        paintSurface(painter, rect(), theme());
    const bool isActive = isEnabled() && (underMouse() || isDown());
    painter.setPen(Qt::NoPen);
    if (isActive) {
        painter.setBrush(theme().grid);
        painter.drawRoundedRect(rect(), controlRadius, controlRadius);
    }
    const QColor color = isActive ? theme().text : theme().dim;
    painter.setPen(color);
    painter.setBrush(color);
    paintIcon(painter);
    if (hasFocus())
        paintFocus(painter, rect(), theme());
}

void LabelButton::resizeEvent(QResizeEvent *event)
{
    IconButton::resizeEvent(event);
    const int line = m_label->sizeHint().height();
    m_label->setGeometry(m_look.left, (height() - line) / 2, width() - m_look.left - m_look.right, line);
    updateToolTip();
}

void LabelButton::updateToolTip()
{
    setToolTip(isElided() ? plainToolTip(label()) : QString());
}

} // namespace pulse
