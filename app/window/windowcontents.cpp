// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/windowcontents.h"

#include "app/pages/emptypage.h"
#include "app/pages/functionpage.h"
#include "app/pages/momentpanel.h"
#include "app/pages/statustext.h"
#include "app/widgets/alarmbar.h"
#include "app/window/header.h"
#include "app/window/navigationrail.h"
#include "app/window/pagestack.h"
#include "app/window/timecontrols.h"
#include "app/window/trouble.h"
#include "app/window/windowframe.h"
#include "app/window/windowkeys.h"

#include <QMainWindow>
#include <QStackedWidget>

namespace pulse {

WindowContents::WindowContents(DashboardState &state, Exporter &exporter, QMainWindow &window)
    : m_state(state)
    , m_window(window)
    , m_link(state.time())
    , m_header(new Header(&window))
    , m_controls(new TimeControls(state.time(), &window))
    , m_menu(
          new WindowMenu([&exporter, &state, &window](
                             QMenu &menu) { exporter.addActions(menu, window, {}, [&state] { return state.csv(); }); },
                         &window))
    , m_rail(new NavigationRail(&window))
    , m_stack(new QStackedWidget(&window))
    , m_pages(new PageStack(state, m_link, *m_rail, *m_stack))
    , m_trouble(new Trouble(&window))
    , m_moment(new MomentPanel(&window))
    , m_frame(new WindowFrame(
          {m_header, m_controls, m_menu, m_rail, m_stack, m_trouble->page(), m_trouble->bar(), m_moment}, &window))
    , m_shortcuts(new Shortcuts(&window))
{
    window.setCentralWidget(m_frame);
    addWindowKeys(*m_shortcuts, *m_pages, state.time(), [this] { toggleFullScreen(); });
    connectParts();
}

void WindowContents::connectParts()
{
    connect(&m_state, &DashboardState::sourceReplaced, this, &WindowContents::hideMoment);
    connect(&m_link, &ChartLink::momentChosen, this, &WindowContents::showMoment);
    connect(m_moment, &MomentPanel::closed, this, &WindowContents::hideMoment);
    connect(m_pages, &PageStack::changed, this, &WindowContents::changed);
    connect(m_pages, &PageStack::saveRequested, this, &WindowContents::saveRequested);
    connect(m_pages, &PageStack::functionRequested, this, &WindowContents::functionRequested);
    connect(m_pages, &PageStack::momentRequested, this, &WindowContents::showMoment);
    connect(m_trouble, &Trouble::retryRequested, &m_state, &DashboardState::open);
    connect(m_trouble, &Trouble::connectionRequested, this, &WindowContents::connectionRequested);
    connect(m_trouble, &Trouble::functionRequested, this, [this] { m_pages->open(FunctionPage::id()); });
    connect(&m_header->title(), &TitleButton::outputChosen, &m_state, &DashboardState::chooseOutput);
    connect(&m_header->title(), &TitleButton::connectionRequested, this, &WindowContents::connectionRequested);
    connect(m_menu, &WindowMenu::helpRequested, m_pages, &PageStack::showHelp);
    connect(m_menu, &WindowMenu::keysRequested, m_shortcuts, &Shortcuts::showSheet);
    connect(m_menu, &WindowMenu::fullScreenRequested, this, &WindowContents::toggleFullScreen);
}

QString WindowContents::placeholderText() const
{
    return m_trouble->page()->text();
}

void WindowContents::offerConnections(const QList<TitleButton::Connection> &connections)
{
    m_header->title().setConnections(connections);
    m_trouble->offerConnections();
    Q_EMIT changed();
}

void WindowContents::showState()
{
    const SourceStatus status = m_state.status();
    const Freshness fresh = m_state.freshness();
    m_frame->setContentShown(m_pages->showState());
    m_header->showState(m_state);
    m_window.setWindowTitle(StatusText::title(StatusText::name(status, m_state.report()), status, fresh));
    m_trouble->showState(m_state);
}

void WindowContents::showMoment(qint64 time)
{
    m_moment->showMoment(
        {time, m_state.store().recordAt(time), m_state.failureNear(time), m_state.events().textsAt(time)});
    m_moment->show();
    m_moment->setFocus();
    m_link.showMoment(time);
}

void WindowContents::hideMoment()
{
    m_moment->hide();
    m_link.showMoment({});
}

void WindowContents::toggleFullScreen()
{
    m_window.setWindowState(m_window.windowState() ^ Qt::WindowFullScreen);
}

} // namespace pulse
