// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/mainwindow.h"

#include "app/pages/emptypage.h"
#include "app/pages/eventlist.h"
#include "app/pages/functionpage.h"
#include "app/pages/momentpanel.h"
#include "app/pages/seriespanel.h"
#include "app/pages/statustext.h"
#include "app/style/controlstyle.h"
#include "app/widgets/alarmbar.h"
#include "app/window/header.h"
#include "app/window/navigationrail.h"
#include "app/window/pagestack.h"
#include "app/window/timecontrols.h"
#include "app/window/timekeys.h"
#include "app/window/trouble.h"
#include "app/window/windowframe.h"

#include <QApplication>
#include <QContextMenuEvent>
#include <QMenu>
#include <QStatusBar>

#include <algorithm>
#include <utility>

namespace pulse {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds showPause = 50ms;
constexpr QSize smallest(360, 480);

/// Makes the theme current. The constructor calls it first, since widgets read the theme when they are created.
ThemeChoice useTheme(ThemeChoice choice)
{
    Theme::use(Theme::of(choice, qApp->palette()));
    return choice;
}

} // namespace

MainWindow::MainWindow(ResultSource &source, const Options &options)
    : m_choice(useTheme(options.theme))
    , m_language(options.language)
    , m_state({options.families, options.readClock, eventTextOf(options.families)})
    , m_link(m_state.time())
    , m_notifier(eventTextOf(options.families))
    , m_exporter(options.makeSvg)
    , m_header(new Header(this))
    , m_menu(new WindowMenu(
          [this](QMenu &menu) { m_exporter.addActions(menu, *this, {}, [this] { return m_state.csv(); }); }, this))
    , m_trouble(new Trouble(this))
    , m_moment(new MomentPanel(this))
    , m_frame(new WindowFrame({m_header, new TimeControls(m_state.time(), this), m_menu, new NavigationRail(this),
                               m_trouble->page(), m_trouble->bar(), m_moment},
                              this))
    , m_pages(new PageStack(m_state, m_link, *m_frame->rail(), *m_frame->pages()))
    , m_shortcuts(new Shortcuts(this))
    , m_statusLine(*statusBar())
{
    setMinimumSize(smallest);
    setCentralWidget(m_frame);
    m_state.time().setLength(options.view.length);
    m_notifier.setEnabled(options.notify);
    m_menu->setThemeChoice(m_choice);
    m_menu->setLanguageChoice(m_language);
    addKeys();
    MainWindow::applyTheme();
    connectParts();
    m_state.follow(source);
    showPage(options.view.page);
    setFocusPolicy(Qt::ClickFocus); // no control is marked until the user presses a key
    setFocus();
}

void MainWindow::connectParts()
{
    m_showTimer.setSingleShot(true);
    connect(&m_showTimer, &QTimer::timeout, this, &MainWindow::showNow);
    connect(&m_state, &DashboardState::changed, this, &MainWindow::scheduleShowing);
    connect(&m_state, &DashboardState::eventAdded, &m_notifier, &DesktopNotifier::add);
    connect(&m_state, &DashboardState::sourceReplaced, &m_notifier, &DesktopNotifier::drop);
    connect(&m_state, &DashboardState::sourceReplaced, m_moment, &QWidget::hide);
    connect(&m_state.time(), &TimeWindow::chosen, this, &MainWindow::showNow);
    connect(&m_state.time(), &TimeWindow::chosen, this, &MainWindow::emitViewChange);
    connect(&m_link, &ChartLink::momentChosen, this, &MainWindow::showMoment);
    connect(&m_exporter, &Exporter::saveRequested, this, &MainWindow::saveRequested);
    connect(&m_notifier, &DesktopNotifier::clicked, this, &QWidget::activateWindow);
    connect(m_moment, &MomentPanel::closed, m_moment, &QWidget::hide);
    connect(m_pages, &PageStack::changed, this, &MainWindow::scheduleShowing);
    connect(m_pages, &PageStack::chosen, this, &MainWindow::showPage);
    connect(m_pages, &PageStack::momentRequested, this, &MainWindow::showMoment);
    connect(m_trouble, &Trouble::retryRequested, &m_state, &DashboardState::open);
    connect(m_trouble, &Trouble::connectionRequested, this, &MainWindow::connectionRequested);
    connect(m_trouble, &Trouble::functionRequested, this, [this] { m_pages->open(FunctionPage::id()); });
    connect(m_menu, &WindowMenu::connectionRequested, this, &MainWindow::connectionRequested);
    connect(m_menu, &WindowMenu::helpRequested, this, &MainWindow::showHelp);
    connect(m_menu, &WindowMenu::keysRequested, this, &MainWindow::showKeys);
    connect(m_menu, &WindowMenu::fullScreenRequested, this, &MainWindow::toggleFullScreen);
    connect(m_menu, &WindowMenu::themeChosen, this, [this](ThemeChoice choice) {
        chooseTheme(choice);
        Q_EMIT themeChosen(choice);
    });
    connect(m_menu, &WindowMenu::languageChosen, this, [this](const QString &name) {
        m_language = name;
        Q_EMIT languageChosen(name);
    });
}

void MainWindow::addKeys()
{
    Shortcuts &keys = *m_shortcuts;
    for (int i = 0; i < m_pages->titles().size(); ++i)
        keys.addWithControl(
            {static_cast<Qt::Key>(Qt::Key_1 + i)}, [this, i] { return tr("View %1").arg(m_pages->titles().at(i)); },
            [this, i] { showPage(i); });
    addTimeKeys(keys, m_state.time());
#ifndef Q_OS_WASM // a browser has this itself
    keys.add(
        {Qt::Key_F11}, [] { return tr("Full screen"); }, [this] { toggleFullScreen(); });
#endif
    keys.list({Qt::SHIFT | Qt::Key_F10, Qt::Key_Menu}, [] { return tr("Menu of the focused chart"); });
    keys.add(
        {Qt::Key_Question, Qt::SHIFT | Qt::Key_F1}, [] { return tr("About this view"); }, [this] { showHelp(); });
    keys.add(
        {Qt::Key_F1}, [] { return tr("Keyboard shortcuts"); }, [this] { showKeys(); });
}

void MainWindow::showHelp()
{
    Sheet::open(m_pages->page().title(), m_pages->page().help(), *this);
}

void MainWindow::showKeys()
{
    Sheet::open(tr("Keyboard shortcuts"), m_shortcuts->rows(), *this);
}

void MainWindow::offerConnections(const QList<WindowMenu::Connection> &connections)
{
    m_menu->setConnections(connections);
    m_trouble->offerConnections();
    scheduleShowing();
}

/// Shows changes at once, but limits the rate for a busy source.
void MainWindow::scheduleShowing()
{
    if (m_showTimer.isActive())
        return;
    const std::chrono::milliseconds since(m_sinceShown.isValid() ? m_sinceShown.elapsed() : showPause.count());
    m_showTimer.start(std::max(0ms, showPause - since));
}

void MainWindow::showPage(int index)
{
    m_pages->setCurrent(index);
    showNow();
    emitViewChange();
}

ViewLink MainWindow::view() const
{
    return {m_pages->current(), m_state.time().length()};
}

QString MainWindow::reasonForNoResults() const
{
    return m_trouble->page()->text();
}

void MainWindow::emitViewChange()
{
    if (std::exchange(m_emittedView, view()) != view())
        Q_EMIT viewChanged();
}

void MainWindow::setView(const ViewLink &view)
{
    m_state.time().setLength(view.length);
    showPage(view.page);
}

void MainWindow::chooseTheme(ThemeChoice choice)
{
    m_choice = useTheme(choice);
    m_menu->setThemeChoice(choice);
}

/// Shows the state, but does not change it.
void MainWindow::showNow()
{
    m_sinceShown.start();
    const SourceStatus status = m_state.status();
    const Freshness fresh = m_state.freshness();
    m_frame->setContentShown(m_pages->showState());
    m_header->setStatus(status, fresh);
    m_statusLine.showState(m_state);
    setWindowTitle(StatusText::title(status, fresh));
    m_trouble->showState(m_state);
}

void MainWindow::showMoment(qint64 time)
{
    m_moment->showMoment(time, m_state.store().recordAt(time), m_state.failureNear(time));
    m_moment->show();
    m_moment->setFocus();
}

void MainWindow::applyTheme()
{
    setPalette(theme().palette());
    scheduleShowing();
}

void MainWindow::retranslate()
{
    delete findChild<Sheet *>();
    m_state.retranslate();
    scheduleShowing();
    Q_EMIT retranslated();
}

bool MainWindow::event(QEvent *event)
{
    if (event->type() == QEvent::ApplicationPaletteChange)
        useTheme(m_choice);
    return Adaptive::event(event);
}

/// Handles clicks for which no widget has shown a menu.
void MainWindow::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKeyboard = event->reason() == QContextMenuEvent::Keyboard;
    SeriesPanel *panel = SeriesPanel::around(byKeyboard ? focusWidget() : childAt(event->pos()));
    if (!panel)
        return event->ignore();
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    applyControlStyle(*menu);
    m_exporter.addActions(*menu, *panel, panel->title(),
                          [this, panel] { return m_state.csv(panel->series(), panel->range()); });
    menu->popup(event->globalPos());
}

} // namespace pulse
