// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/connections/checkbox.h"

#include "app/style/narrow.h"

#include <QPainter>

#include <algorithm>
#include <array>

namespace pulse {
namespace {

constexpr int boxSide = 16;
constexpr double boxRadius = 3;
constexpr int leastWidth = 120; // px; a longer text is wrapped
constexpr int textFlags = Qt::AlignVCenter | Qt::AlignLeft | Qt::TextShowMnemonic | Qt::TextWordWrap;

} // namespace

CheckBox::CheckBox(const QString &text, QWidget *parent)
    : Adaptive(text, parent)
{
    setFont(sized(font(), TextSize::Normal));
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

QSize CheckBox::sizeHint() const
{
    const QFontMetrics metrics(font());
    const int width = boxSide + gap + metrics.horizontalAdvance(text()) + 1; // rounding must not wrap it
    return {width, heightForWidth(width)};
}

QSize CheckBox::minimumSizeHint() const
{
    return {std::min(leastWidth, sizeHint().width()), heightForWidth(sizeHint().width())};
}

int CheckBox::heightForWidth(int width) const
{
    const QRect room(0, 0, width - boxSide - gap, QWIDGETSIZE_MAX);
    const QRect lines = QFontMetrics(font()).boundingRect(room, textFlags, text());
    return controlHeight(*this, std::max(boxSide, lines.height()) + 4);
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
    painter.drawText(rect().adjusted(boxSide + gap, 0, 0, 0), textFlags, text());
}

} // namespace pulse
