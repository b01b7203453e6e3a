// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/widgets/scrollcolumn.h"

#include "app/style/controlstyle.h"
#include "app/style/narrow.h"
#include "app/style/touchscroll.h"

#include <QScrollBar>

namespace pulse {

ScrollColumn::ScrollColumn(QWidget *content, QWidget *parent, Bar bar)
    : Adaptive(parent)
    , m_bar(bar)
{
    verticalScrollBar()->installEventFilter(this);
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
    placeBar();
}

bool ScrollColumn::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == verticalScrollBar() && (event->type() == QEvent::Show || event->type() == QEvent::Hide))
        placeBar();
    return Adaptive::eventFilter(watched, event);
}

/// Extends the content below the scroll bar.
void ScrollColumn::placeBar()
{
    const QScrollBar &bar = *verticalScrollBar();
    const bool isAbove = m_bar == Bar::AbovePanels && bar.isVisible() && isNarrow(*this);
    setViewportMargins(0, 0, isAbove ? -bar.sizeHint().width() : 0, 0);
}

} // namespace pulse
