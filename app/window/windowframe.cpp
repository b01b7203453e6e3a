// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/windowframe.h"

#include "app/style/narrow.h"
#include "app/style/theme.h"
#include "app/window/navigationrail.h"
#include "common/core/literals.h"

#include <QBoxLayout>
#include <QEvent>
#include <QGridLayout>
#include <QSplitter>
#include <QStackedWidget>

#include <utility>

namespace pulse {
namespace {

constexpr int margin = 16;
constexpr int headerHeight = 40;
constexpr int singleRowWidth = 740; // px; from this width on, header and controls are in one row

} // namespace

WindowFrame::WindowFrame(const Parts &parts, QWidget *parent)
    : QWidget(parent)
    , m_parts(parts)
    , m_top(new QGridLayout)
    , m_body(new QBoxLayout(QBoxLayout::LeftToRight))
    , m_stack(new QStackedWidget(this))
{
    addPages();
    m_body->setSpacing(gap);
    m_body->addWidget(m_parts.rail);
    m_body->addWidget(m_stack, 1);
    m_top->setSpacing(gap);
    m_top->setColumnStretch(0, 1);
    m_parts.header->setFixedHeight(headerHeight);

    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(gap);
    layout->addLayout(m_top);
    layout->addLayout(m_body, 1);
    m_parts.moment->installEventFilter(this);
    connect(m_parts.pages, &QStackedWidget::currentChanged, this, [this] {
        if (m_isNarrow) // else the moment would hide the page that the user chose
            m_parts.moment->hide();
    });
    arrange();
}

void WindowFrame::addPages()
{
    m_parts.pages->setObjectName(u"pages"_s);
    m_stack->setObjectName(u"shown"_s);
    m_parts.moment->hide();
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(gap);
    splitter->addWidget(m_parts.pages);
    splitter->addWidget(m_parts.moment);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    auto *shown = new QWidget(this);
    auto *column = new QVBoxLayout(shown);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(gap);
    column->addWidget(m_parts.alarm);
    column->addWidget(splitter, 1);
    m_stack->addWidget(m_parts.placeholder);
    m_stack->addWidget(shown);
}

void WindowFrame::setContentShown(bool shown)
{
    m_stack->setCurrentIndex(shown ? 1 : 0);
}

void WindowFrame::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

/// A window that was never resized has a size only now.
void WindowFrame::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    arrange();
}

bool WindowFrame::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ShowToParent || event->type() == QEvent::HideToParent)
        showMomentOrPages();
    return QWidget::eventFilter(watched, event);
}

void WindowFrame::arrange()
{
    const bool isNarrowNow = isNarrow(*this);
    arrangeTop(!isNarrowNow && window()->width() >= singleRowWidth);
    m_parts.rail->setHorizontal(isNarrowNow);
    m_body->setDirection(isNarrowNow ? QBoxLayout::BottomToTop : QBoxLayout::LeftToRight);
    layout()->setContentsMargins(gap, gap, isNarrowNow ? gap : margin, isNarrowNow ? 0 : gap);
    if (std::exchange(m_isNarrow, isNarrowNow) == isNarrowNow)
        return;
    showMomentOrPages();
    Theme::apply(window()->findChildren<QWidget *>());
}

/// The menu is in the same row as the header.
void WindowFrame::arrangeTop(bool isSingleRow)
{
    if (std::exchange(m_isSingleRow, isSingleRow) == isSingleRow)
        return;
    for (QWidget *part : {m_parts.header, m_parts.controls, m_parts.menu})
        m_top->removeWidget(part);
    m_top->addWidget(m_parts.header, 0, 0);
    m_top->addWidget(m_parts.menu, 0, 2);
    if (isSingleRow)
        m_top->addWidget(m_parts.controls, 0, 1);
    else
        m_top->addWidget(m_parts.controls, 1, 0, 1, 3);
}

/// There is no room for both in a narrow window.
void WindowFrame::showMomentOrPages()
{
    m_parts.pages->setVisible(!m_isNarrow || m_parts.moment->isHidden());
}

} // namespace pulse
