// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/widgets/scrollcolumn.h"

#include "app/style/controlstyle.h"
#include "app/style/narrow.h"
#include "app/style/touchscroll.h"

#include <QProxyStyle>
#include <QScrollBar>

namespace pulse {
namespace {

class BarAbovePanels : public QProxyStyle
{
public:
    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override
    {
        if (metric == PM_ScrollView_ScrollBarOverlap && widget && isNarrow(*widget))
            return widget->sizeHint().width();
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
};

} // namespace

ScrollColumn::ScrollColumn(QWidget *content, QWidget *parent, Bar bar)
    : Adaptive(parent)
{
    if (bar == Bar::AbovePanels) {
        auto *style = new BarAbovePanels;
        style->setParent(this);
        verticalScrollBar()->setStyle(style);
    }
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    setWidget(content);
    viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
    scrollByTouch(*this);
    ScrollColumn::applyTheme();
}

void ScrollColumn::applyTheme()
{
    verticalScrollBar()->setStyleSheet(controlStyle(theme())); // not for the area, whose children would inherit it
    setViewportMargins({}); // places the scroll bar again, since the window may have become narrow
}

} // namespace pulse
