// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/pagestack.h"

#include "app/window/navigationrail.h"

#include <QStackedWidget>

#include <utility>

namespace pulse {

PageStack::PageStack(DashboardState &state, ChartLink &link, NavigationRail &rail, QStackedWidget &stack)
    : QObject(&stack)
    , m_state(state)
    , m_rail(rail)
    , m_stack(stack)
{
    for (const PageEntry &entry : pageEntries())
        m_pages.append(entry.make(state, link));
    for (const Page *page : std::as_const(m_pages)) // before the pages in the order of the Tab key
        m_rail.addPage(page->icon(), page->title());
    for (Page *page : std::as_const(m_pages)) {
        m_stack.addWidget(page);
        connect(page, &Page::changed, this, &PageStack::changed);
        connect(page, &Page::momentRequested, this, &PageStack::momentRequested);
        connect(page, &Page::saveRequested, this, &PageStack::saveRequested);
        connect(page, &Page::functionRequested, this, &PageStack::functionRequested);
        connect(page, &Page::pageRequested, this, &PageStack::open);
    }
    connect(&m_rail, &NavigationRail::chosen, this, &PageStack::choose);
}

void PageStack::setCurrent(int index)
{
    m_current = index;
    m_rail.setCurrent(index);
    m_stack.setCurrentIndex(index);
}

void PageStack::choose(int index)
{
    setCurrent(index);
    Q_EMIT chosen(index);
}

void PageStack::open(const QString &id, std::optional<int> item)
{
    choose(static_cast<int>(pageNames().indexOf(id)));
    page().reveal(item);
}

void PageStack::showHelp() const
{
    Sheet::open(page().title(), page().help(), *m_stack.window());
}

QStringList PageStack::titles() const
{
    QStringList titles;
    for (const Page *page : m_pages)
        titles.append(page->title());
    return titles;
}

bool PageStack::showState()
{
    page().showState(m_state); // first, since a badge counts what has not been shown
    for (int i = 0; i < m_pages.size(); ++i) {
        m_rail.setTitle(i, m_pages[i]->title());
        m_rail.setBadge(i, m_pages[i]->badge(m_state));
    }
    return page().hasContent(m_state);
}

} // namespace pulse
