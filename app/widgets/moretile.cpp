// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/widgets/moretile.h"

#include "app/style/tabulartext.h"
#include "app/widgets/iconbutton.h"
#include "app/widgets/tile.h"
#include "common/core/literals.h"

#include <QLocale>

#include <cmath>

namespace pulse {

MoreTile::MoreTile(QWidget *parent)
    : Adaptive(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::PointingHandCursor);
    setAttribute(Qt::WA_Hover);
}

void MoreTile::setCount(int count, int withoutChart)
{
    if (m_count == count && m_withoutChart == withoutChart)
        return;
    m_count = count;
    m_withoutChart = withoutChart;
    retranslate();
}

void MoreTile::retranslate()
{
    setText(u"+%1"_s.arg(QLocale().toString(m_count)));
    setAccessibleName(tr("%n more numbers", nullptr, m_count));
    setToolTip(m_withoutChart > 0 ? tr("%n of them have no chart, since there are too many", nullptr, m_withoutChart)
                                  : QString());
    update();
}

QSize MoreTile::sizeHint() const
{
    return minimumSizeHint();
}

QSize MoreTile::minimumSizeHint() const
{
    const double text = tabularWidth(sized(font(), TextSize::Normal), tr("More numbers"));
    return {static_cast<int>(std::ceil(text)) + 2 * Tile::padding, Tile::heightIn(*this)};
}

void MoreTile::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintSurface(painter, rect(), theme());
    painter.setPen(theme().dim);
    painter.setFont(sized(font(), TextSize::Normal));
    drawTabular(painter, {Tile::padding, Tile::labelBaseline}, tr("More numbers"));
    painter.setPen(underMouse() || isDown() ? theme().text : theme().link);
    painter.setFont(sized(font(), TextSize::Huge, QFont::DemiBold));
    drawTabular(painter, {Tile::padding, Tile::numberBaseline}, text());
    if (hasFocus())
        IconButton::paintFocus(painter, rect(), theme());
}

} // namespace pulse
