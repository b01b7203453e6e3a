// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/mainwindow.h"

#include "app/pages/eventlist.h"
#include "app/window/chartmenu.h"
#include "app/window/pagestack.h"

#include <QApplication>
#include <QContextMenuEvent>

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
    , m_notifier(eventTextOf(options.families))
    , m_exporter(options.makeSvg)
    , m_contents(m_state, m_exporter, *this)
{
    setMinimumSize(smallest);
    m_state.time().setLength(options.view.length);
    m_notifier.setEnabled(options.notify);
    m_contents.menu().setThemeChoice(m_choice);
    m_contents.menu().setLanguageChoice(m_language);
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
    connect(&m_state.time(), &TimeWindow::chosen, this, &MainWindow::showNow);
    connect(&m_state.time(), &TimeWindow::chosen, this, &MainWindow::emitViewChange);
    connect(&m_exporter, &Exporter::saveRequested, this, &MainWindow::saveRequested);
    connect(&m_notifier, &DesktopNotifier::clicked, this, &QWidget::activateWindow);
    connect(&m_contents, &WindowContents::changed, this, &MainWindow::scheduleShowing);
    connect(&m_contents, &WindowContents::connectionRequested, this, &MainWindow::connectionRequested);
    connect(&m_contents, &WindowContents::functionRequested, this, &MainWindow::functionRequested);
    connect(&m_contents, &WindowContents::saveRequested, this, &MainWindow::saveRequested);
    connect(&m_contents.pages(), &PageStack::chosen, this, &MainWindow::showPage);
    connect(&m_contents.menu(), &WindowMenu::themeChosen, this, [this](ThemeChoice choice) {
        chooseTheme(choice);
        Q_EMIT themeChosen(choice);
    });
    connect(&m_contents.menu(), &WindowMenu::languageChosen, this, [this](const QString &name) {
        m_language = name;
        Q_EMIT languageChosen(name);
    });
}

/// Shows changes at once, but limits the rate for a busy source.
void MainWindow::scheduleShowing()
{
    if (m_showTimer.isActive())
        return;
    const std::chrono::milliseconds since(m_sinceShown.isValid() ? m_sinceShown.elapsed() : showPause.count());
    m_showTimer.start(std::max(0ms, showPause - since));
}

void MainWindow::showNow()
{
    m_sinceShown.start();
    m_contents.showState();
    emitViewChange(); // the output may be another one
}

void MainWindow::showPage(int index)
{
    m_contents.pages().setCurrent(index);
    showNow();
}

ViewLink MainWindow::view() const
{
    const bool hasChoice = m_state.outputs().size() > 1;
    return {m_contents.pages().current(), m_state.time().chosenLength(), hasChoice ? m_state.status().key : QString()};
}

void MainWindow::setView(const ViewLink &view)
{
    m_state.time().setLength(view.length);
    if (view.output != m_state.status().key && m_state.outputs().contains(view.output))
        m_state.chooseOutput(view.output);
    showPage(view.page);
}

void MainWindow::emitViewChange()
{
    if (std::exchange(m_emittedView, view()) != view())
        Q_EMIT viewChanged();
}

void MainWindow::chooseTheme(ThemeChoice choice)
{
    m_choice = useTheme(choice);
    m_contents.menu().setThemeChoice(choice);
}

void MainWindow::applyTheme()
{
    setPalette(theme().palette());
}

void MainWindow::retranslate()
{
    delete findChild<Sheet *>();
    m_state.retranslate(); // emits changed(), so the state is shown
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
    if (!openChartMenu(*this, *event, m_exporter, m_state))
        event->ignore();
}

} // namespace pulse
