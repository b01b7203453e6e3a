// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/widgets/tile.h"

#include "app/style/narrow.h"
#include "app/style/plaintooltip.h"
#include "app/style/tabulartext.h"
#include "common/core/literals.h"

#include <algorithm>
#include <cmath>

namespace pulse {
namespace {

constexpr int detailBaseline = Tile::numberBaseline + 18;
constexpr int historyTop = detailBaseline + 6;
constexpr int historyHeight = Tile::height - historyTop - 8;
constexpr double leastHistory = 24; // px; the width of a sparkline beside the number
constexpr double longestText = 176; // px; results can have names of any length
constexpr double unitGap = 4;

double gapBefore(const QString &unit)
{
    return unit.isEmpty() || unit == "%"_L1 ? 0 : unitGap; // "80%", but "3.2 GiB"
}

} // namespace

int Tile::heightIn(const QWidget &widget)
{
    return isNarrow(widget) ? narrowHeight : height;
}

Tile::Tile(const QString &label, QWidget *parent)
    : Surface(parent)
    , m_label(label)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void Tile::setValue(const std::optional<ValueText> &value, const QString &detail, Tone tone)
{
    if (m_value == value && m_detail == detail && m_tone == tone)
        return;
    const QSize before = minimumSizeHint();
    m_tone = tone;
    m_value = value;
    m_detail = detail;
    updateName();
    if (minimumSizeHint() != before)
        updateGeometry();
    update();
}

void Tile::updateName()
{
    setAccessibleName(u"%1: %2"_s.arg(m_label, m_value ? m_value->joined() : number()));
}

void Tile::setLabel(const QString &label)
{
    if (m_label == label)
        return;
    m_label = label;
    updateName();
    updateGeometry();
    update();
}

void Tile::setHistory(const QList<TimedValue> &values, const SparkScale &scale, int color)
{
    m_history = values;
    m_scale = scale;
    m_color = color;
    update();
}

void Tile::setDimmed(bool dimmed)
{
    if (std::exchange(m_dimmed, dimmed) != dimmed)
        update();
}

double Tile::valueWidth(const ValueText &value) const
{
    const double unit = tabularWidth(sized(font(), TextSize::Large), value.unit);
    return tabularWidth(sized(font(), TextSize::Huge), value.number) + gapBefore(value.unit) + unit;
}

double Tile::labelWidth() const
{
    return tabularWidth(sized(font(), TextSize::Normal), m_label);
}

QSize Tile::minimumSizeHint() const
{
    const double widest = std::max({valueWidth({u"100.0"_s, u"%"_s}), valueWidth(m_value.value_or(ValueText())),
                                    std::min(longestText, labelWidth()),
                                    std::min(longestText, tabularWidth(sized(font(), TextSize::Small), m_detail))});
    return {static_cast<int>(std::ceil(widest)) + 2 * padding, heightIn(*this)};
}

QSize Tile::sizeHint() const
{
    return minimumSizeHint();
}

void Tile::resizeEvent(QResizeEvent *event)
{
    Surface::resizeEvent(event);
    setToolTip(labelWidth() > width() - 2 * padding ? plainToolTip(m_label) : QString());
}

void Tile::paintEvent(QPaintEvent *event)
{
    Surface::paintEvent(event);
    QPainter painter(this);
    paintTexts(painter);
    paintValue(painter);
    const QColor color = m_dimmed ? theme().faded(lineColor(m_color), 0.5) : lineColor(m_color);
    if (const QRectF area = historyArea(); !area.isEmpty())
        paintSparkline(painter, area, m_history, m_scale, color);
}

/// Returns the place of the sparkline, which is empty if a wide number leaves no room for it.
QRectF Tile::historyArea() const
{
    if (!isNarrow(*this))
        return {padding, historyTop, static_cast<double>(width() - 2 * padding), historyHeight};
    const double left = 2 * padding + valueWidth(m_value.value_or(ValueText()));
    const double room = width() - padding - left;
    return {left, numberBaseline - historyHeight, room < leastHistory ? 0 : room, historyHeight};
}

QColor Tile::numberColor() const
{
    if (m_dimmed || !m_value)
        return theme().dim;
    return theme().color(m_tone);
}

void Tile::paintTexts(QPainter &painter) const
{
    painter.setPen(theme().dim);
    painter.setFont(sized(font(), TextSize::Normal));
    const double room = width() - 2 * padding;
    // The ends of a name are more informative than its middle.
    drawTabular(painter, {padding, labelBaseline}, elidedTabular(painter.font(), m_label, room, Qt::ElideMiddle));
    painter.setFont(sized(font(), TextSize::Small));
    drawTabular(painter, {padding, detailBaseline}, elidedTabular(painter.font(), m_detail, room));
}

void Tile::paintValue(QPainter &painter) const
{
    painter.setFont(sized(font(), TextSize::Huge, QFont::DemiBold));
    painter.setPen(numberColor());
    const QString number = m_value ? m_value->number : u"–"_s;
    drawTabular(painter, {padding, numberBaseline}, number);
    if (!m_value)
        return;
    const double x = padding + tabularWidth(painter.font(), number) + gapBefore(m_value->unit);
    painter.setFont(sized(font(), TextSize::Large));
    painter.setPen(theme().dim);
    drawTabular(painter, {x, numberBaseline}, m_value->unit);
}

} // namespace pulse
