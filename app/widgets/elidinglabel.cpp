// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/widgets/elidinglabel.h"

#include "app/style/plaintooltip.h"
#include "app/style/tabulartext.h"

#include <cmath>
#include <utility>

namespace pulse {

ElidingLabel::ElidingLabel(TextSize size, QFont::Weight weight, QWidget *parent)
    : Adaptive(parent)
{
    setFont(sized(font(), size, weight));
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void ElidingLabel::setText(const QString &text)
{
    if (m_text == text)
        return;
    m_text = text;
    setAccessibleName(text);
    updateToolTip();
    updateGeometry();
    update();
}

void ElidingLabel::setTone(Tone tone)
{
    if (std::exchange(m_tone, tone) != tone)
        update();
}

void ElidingLabel::setElideMode(Qt::TextElideMode mode)
{
    if (std::exchange(m_elide, mode) != mode)
        update();
}

double ElidingLabel::textWidth() const
{
    return tabularWidth(font(), m_text);
}

bool ElidingLabel::isElided() const
{
    return textWidth() > width();
}

QSize ElidingLabel::sizeHint() const
{
    return {static_cast<int>(std::ceil(textWidth())), QFontMetrics(font()).height()};
}

QSize ElidingLabel::minimumSizeHint() const
{
    return {0, sizeHint().height()};
}

void ElidingLabel::paintEvent(QPaintEvent *)
{
    const QFontMetricsF metrics(font());
    QPainter painter(this);
    painter.setFont(font());
    painter.setPen(theme().color(m_tone));
    drawTabular(painter, {0, metrics.ascent()}, elidedTabular(font(), m_text, width(), m_elide));
}

void ElidingLabel::resizeEvent(QResizeEvent *)
{
    updateToolTip();
}

void ElidingLabel::updateToolTip()
{
    setToolTip(isElided() ? plainToolTip(m_text) : QString());
}

} // namespace pulse
