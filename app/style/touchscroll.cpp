// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/style/touchscroll.h"

#include <QAbstractScrollArea>
#include <QScroller>

namespace pulse {

void scrollByTouch(QAbstractScrollArea &area)
{
    QScroller::grabGesture(area.viewport(), QScroller::TouchGesture);
    QScroller *scroller = QScroller::scroller(area.viewport());
    QScrollerProperties properties = scroller->scrollerProperties();
    for (const auto metric :
         {QScrollerProperties::VerticalOvershootPolicy, QScrollerProperties::HorizontalOvershootPolicy})
        properties.setScrollMetric(metric, QVariant::fromValue(QScrollerProperties::OvershootAlwaysOff));
    scroller->setScrollerProperties(properties);
}

} // namespace pulse
