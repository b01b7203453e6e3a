// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/windowframe.h"

#include "app/style/sizes.h"
#include "app/window/navigationrail.h"
#include "common/core/literals.h"

#include <QBoxLayout>
#include <QSplitter>
#include <QStackedWidget>

namespace pulse {
namespace {

constexpr int margin = 16;
constexpr int headerHeight = 40;
constexpr int narrow = 700;
constexpr int singleRowWidth = 740; // px; from this width on, header and controls are in one row

} // namespace

WindowFrame::WindowFrame(const Parts &parts, QWidget *parent)
    : QWidget(parent)
    , m_rail(parts.rail)
    , m_top(new QBoxLayout(QBoxLayout::LeftToRight))
    , m_body(new QBoxLayout(QBoxLayout::LeftToRight))
    , m_stack(new QStackedWidget(this))
{
    addPages(parts);
    m_body->setSpacing(gap);
    m_body->addWidget(m_rail);
    m_body->addWidget(m_stack, 1);

    parts.header->setFixedHeight(headerHeight);
    m_top->addWidget(parts.header, 1);
    auto *right = new QHBoxLayout;
    right->setSpacing(gap);
    right->addWidget(parts.controls, 1);
    right->addWidget(parts.menu);
    m_top->addLayout(right);

    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(gap);
    layout->addLayout(m_top);
    layout->addLayout(m_body, 1);
    arrange();
}

void WindowFrame::addPages(const Parts &parts)
{
    parts.pages->setObjectName(u"pages"_s);
    m_stack->setObjectName(u"shown"_s);
    parts.moment->hide();
    auto *splitter = new QSplitter(Qt::Vertical, this);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(gap);
    splitter->addWidget(parts.pages);
    splitter->addWidget(parts.moment);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    auto *shown = new QWidget(this);
    auto *column = new QVBoxLayout(shown);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(gap);
    column->addWidget(parts.alarm);
    column->addWidget(splitter, 1);
    m_stack->addWidget(parts.placeholder);
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

void WindowFrame::arrange()
{
    const bool isNarrow = window()->width() < narrow;
    m_rail->setHorizontal(isNarrow);
    m_body->setDirection(isNarrow ? QBoxLayout::BottomToTop : QBoxLayout::LeftToRight);
    layout()->setContentsMargins(gap, gap, isNarrow ? gap : margin, gap);
    m_top->setDirection(window()->width() < singleRowWidth ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

} // namespace pulse
