// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/widgets/railbutton.h"

#include "common/core/literals.h"

#include <QPainter>

#include <algorithm>
#include <utility>

namespace pulse {
namespace {

constexpr QSize buttonSize(72, 54);
constexpr double iconSide = 20;
constexpr double iconTop = 9;
constexpr double labelBaseline = 44;
constexpr double badgeHeight = 14;

QPainterPath brace(double outer, double inner, double tip)
{
    QPainterPath path(QPointF(outer, 2.5));
    path.cubicTo(QPointF(inner, 2.5), QPointF(inner, 4.5), QPointF(inner, 6));
    path.cubicTo(QPointF(inner, 8.5), QPointF(inner, 9.5), QPointF(tip, 10));
    path.cubicTo(QPointF(inner, 10.5), QPointF(inner, 11.5), QPointF(inner, 14));
    path.cubicTo(QPointF(inner, 15.5), QPointF(inner, 17.5), QPointF(outer, 17.5));
    return path;
}

} // namespace

QPainterPath RailIcon::tiles()
{
    QPainterPath path;
    path.addRoundedRect(2.5, 2.5, 6, 8, 1.5, 1.5);
    path.addRoundedRect(11.5, 2.5, 6, 5, 1.5, 1.5);
    path.addRoundedRect(2.5, 13.5, 6, 4, 1.5, 1.5);
    path.addRoundedRect(11.5, 10.5, 6, 7, 1.5, 1.5);
    return path;
}

QPainterPath RailIcon::chip()
{
    QPainterPath path;
    path.addRoundedRect(4.5, 4.5, 11, 11, 2, 2);
    path.addRoundedRect(8, 8, 4, 4, 0.5, 0.5);
    for (const double at : {7.5, 12.5}) {
        for (const double from : {1.5, 15.5}) {
            path.moveTo(at, from);
            path.lineTo(at, from + 3);
            path.moveTo(from, at);
            path.lineTo(from + 3, at);
        }
    }
    return path;
}

QPainterPath RailIcon::pulse()
{
    QPainterPath path(QPointF(1.5, 11));
    for (const QPointF point :
         {QPointF(5.5, 11), QPointF(8, 3.5), QPointF(12, 16.5), QPointF(14.5, 9), QPointF(18.5, 9)})
        path.lineTo(point);
    return path;
}

QPainterPath RailIcon::braces()
{
    QPainterPath path = brace(7.5, 4.5, 2);
    path.addPath(brace(12.5, 15.5, 18));
    path.moveTo(10, 8);
    path.lineTo(10, 12);
    path.moveTo(8, 10);
    path.lineTo(12, 10);
    return path;
}

QPainterPath RailIcon::table()
{
    QPainterPath path;
    path.addRoundedRect(2.5, 3.5, 15, 13, 2, 2);
    path.moveTo(2.5, 8);
    path.lineTo(17.5, 8);
    path.moveTo(2.5, 12.25);
    path.lineTo(17.5, 12.25);
    path.moveTo(8, 8);
    path.lineTo(8, 16.5);
    return path;
}

RailButton::RailButton(const QPainterPath &icon, const QString &label, QWidget *parent)
    : ChoiceButton(parent)
    , m_icon(icon)
{
    setText(label);
    setAccessibleName(label);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
}

void RailButton::setLabel(const QString &label)
{
    if (text() == label)
        return;
    setText(label);
    updateName();
    updateGeometry();
}

void RailButton::setBadge(int number)
{
    if (std::exchange(m_badge, number) == number)
        return;
    updateName();
    update();
}

void RailButton::updateName()
{
    setAccessibleName(m_badge > 0 ? u"%1, %2"_s.arg(text()).arg(m_badge) : text());
}

QSize RailButton::sizeHint() const
{
    const QFontMetrics metrics(sized(font(), TextSize::Small, QFont::DemiBold));
    return {std::max(buttonSize.width(), metrics.horizontalAdvance(text()) + 8), buttonSize.height()};
}

QSize RailButton::minimumSizeHint() const
{
    const QFontMetrics metrics(sized(font(), TextSize::Small, QFont::DemiBold));
    return {metrics.horizontalAdvance(text()) + 2, buttonSize.height()};
}

void RailButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box = QRectF(rect()).adjusted(1, 1, -1, -1);
    painter.setPen(hasFocusRing() ? QPen(theme().accent, 1.5) : QPen(Qt::NoPen));
    QColor back = isChecked() ? theme().accent : theme().dim;
    back.setAlphaF(isChecked() ? 0.14F : underMouse() ? 0.10F : 0.0F);
    painter.setBrush(back);
    painter.drawRoundedRect(box, 8, 8);

    const QPointF corner((width() - iconSide) / 2, iconTop);
    const QColor color = isChecked() ? theme().link : underMouse() ? theme().text : theme().dim;
    painter.setPen(QPen(color, 1.6, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(m_icon.translated(corner));
    if (m_badge > 0)
        paintBadge(painter, corner + QPointF(iconSide - 3, -6));

    painter.setFont(sized(font(), TextSize::Small, isChecked() ? QFont::DemiBold : QFont::Normal));
    painter.setPen(isChecked() || underMouse() ? theme().text : theme().dim);
    const double label = painter.fontMetrics().horizontalAdvance(text());
    painter.drawText(QPointF((width() - label) / 2, labelBaseline), text());
}

void RailButton::paintBadge(QPainter &painter, QPointF corner) const
{
    painter.setFont(sized(font(), TextSize::Small, QFont::Bold));
    const QString text = m_badge > 99 ? u"99+"_s : QString::number(m_badge);
    const double advance = painter.fontMetrics().horizontalAdvance(text);
    const QRectF pill(corner, QSizeF(std::max(badgeHeight, advance + 8), badgeHeight));
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme().bad);
    painter.drawRoundedRect(pill, badgeHeight / 2, badgeHeight / 2);
    painter.setPen(theme().surface); // white on the red of the light theme, dark on the brighter one of the dark theme
    painter.drawText(pill, Qt::AlignCenter, text);
}

} // namespace pulse
