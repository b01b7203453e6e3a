// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/widgets/checkbox.h"

#include "app/style/sizes.h"

#include <QPainter>

#include <algorithm>
#include <array>

namespace pulse {
namespace {

constexpr int boxSide = 16;
constexpr double boxRadius = 3;

} // namespace

CheckBox::CheckBox(const QString &text, QWidget *parent)
    : Adaptive(text, parent)
{
    setFont(sized(font(), TextSize::Normal));
}

QSize CheckBox::sizeHint() const
{
    const QFontMetrics metrics(font());
    return {boxSide + gap + metrics.horizontalAdvance(text()), std::max(boxSide, metrics.height()) + 4};
}

void CheckBox::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box(0.5, (height() - boxSide) / 2 + 0.5, boxSide - 1, boxSide - 1);
    const QColor border = isChecked() ? theme().primary : theme().outline;
    painter.setPen(hasFocus() ? QPen(theme().text, 1.5) : QPen(border, 1));
    painter.setBrush(isChecked() ? theme().primary : theme().field);
    painter.drawRoundedRect(box, boxRadius, boxRadius);
    if (isChecked()) {
        painter.setPen(QPen(Qt::white, 1.75, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        const QPointF corner = box.topLeft();
        const std::array tick = {corner + QPointF(3.5, 7.5), corner + QPointF(6.5, 10.5), corner + QPointF(11.5, 4.5)};
        painter.drawPolyline(tick.data(), static_cast<int>(tick.size()));
    }
    painter.setPen(theme().text);
    painter.drawText(rect().adjusted(boxSide + gap, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft | Qt::TextShowMnemonic,
                     text());
}

} // namespace pulse
