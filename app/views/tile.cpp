// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/views/tile.h"

#include "app/charts/tabulartext.h"

#include <algorithm>
#include <cmath>

namespace pulse {
namespace {

constexpr int padding = 12;
constexpr int labelBaseline = padding + 11;
constexpr int numberBaseline = labelBaseline + 36;
constexpr int detailBaseline = numberBaseline + 20;
constexpr int tileHeight = detailBaseline + padding;
constexpr double unitGap = 4;

} // namespace

Tile::Tile(const QString &label, const QString &unit, const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_label(label)
    , m_unit(unit)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void Tile::setNumber(const std::optional<QString> &number, const QString &detail)
{
    m_number = number;
    m_detail = detail;
    setAccessibleName(QStringLiteral("%1: %2 %3").arg(m_label, this->number(), m_unit).trimmed());
    updateGeometry();
    update();
}

void Tile::setDimmed(bool dimmed)
{
    m_dimmed = dimmed;
    update();
}

void Tile::setTheme(const Theme &theme)
{
    m_theme = theme;
    update();
}

double Tile::numberWidth(const QString &number) const
{
    const double unit = QFontMetricsF(sized(font(), TextSize::Large)).horizontalAdvance(m_unit);
    return tabularWidth(QFontMetricsF(sized(font(), TextSize::Huge)), number) + (m_unit.isEmpty() ? 0 : unitGap + unit);
}

QSize Tile::minimumSizeHint() const
{
    const double widest = std::max({numberWidth(QStringLiteral("100.0")), numberWidth(number()),
                                    tabularWidth(QFontMetricsF(sized(font(), TextSize::Normal)), m_label),
                                    tabularWidth(QFontMetricsF(sized(font(), TextSize::Small)), m_detail)});
    return {static_cast<int>(std::ceil(widest)) + 2 * padding, tileHeight};
}

QSize Tile::sizeHint() const
{
    return minimumSizeHint();
}

void Tile::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintSurface(painter, rect(), m_theme);
    painter.setPen(m_theme.dim);
    painter.setFont(sized(font(), TextSize::Normal));
    drawTabular(painter, {padding, labelBaseline}, m_label);
    painter.setFont(sized(font(), TextSize::Small));
    drawTabular(painter, {padding, detailBaseline}, m_detail);

    painter.setFont(sized(font(), TextSize::Huge, QFont::DemiBold));
    painter.setPen(m_dimmed || !m_number ? m_theme.dim : m_theme.text);
    const QString text = m_number.value_or(QStringLiteral("–"));
    drawTabular(painter, {padding, numberBaseline}, text);
    if (!m_number)
        return;
    const double x = padding + tabularWidth(QFontMetricsF(painter.font()), text) + unitGap;
    painter.setFont(sized(font(), TextSize::Large));
    painter.setPen(m_theme.dim);
    drawTabular(painter, {x, numberBaseline}, m_unit);
}

} // namespace pulse
