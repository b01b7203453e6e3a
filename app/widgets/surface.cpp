// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/widgets/surface.h"

#include <QPainter>

namespace pulse {

void Surface::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintSurface(painter, rect(), theme());
}

} // namespace pulse
