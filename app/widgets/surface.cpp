// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/widgets/surface.h"

#include <QPainter>

namespace pulse {

Surface::Surface(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
}

void Surface::setTheme(const Theme &theme)
{
    m_theme = theme;
    update();
}

void Surface::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintSurface(painter, rect(), m_theme);
}

} // namespace pulse
