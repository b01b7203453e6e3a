// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/widgets/scrollcolumn.h"

#include "app/style/controlstyle.h"
#include "app/style/touchscroll.h"

#include <QScrollBar>

namespace pulse {

ScrollColumn::ScrollColumn(QWidget *content, QWidget *parent)
    : Adaptive(parent)
{
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
}

} // namespace pulse
