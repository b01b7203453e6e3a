// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/mainwindow.h"

#include "app/pages/cpuspage.h"
#include "app/pages/datapage.h"
#include "app/pages/emptypage.h"
#include "app/pages/functionpage.h"
#include "app/pages/momentpanel.h"
#include "app/pages/overviewpage.h"
#include "app/pages/systempage.h"
#include "app/state/eventtexts.h"
#include "app/state/seriescsv.h"
#include "app/style/controlstyle.h"
#include "app/style/valueformat.h"
#include "app/widgets/alarmbar.h"
#include "app/window/timecontrols.h"
#include "app/window/viewhelp.h"
#include "common/core/literals.h"

#include <QApplication>
#include <QBoxLayout>
#include <QContextMenuEvent>
#include <QEvent>
#include <QMenu>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QStatusBar>

#include <algorithm>

namespace pulse {
namespace {

using namespace std::chrono_literals;
using Page = NavigationRail::Page;

constexpr std::chrono::milliseconds showPause = 50ms;
constexpr auto tick = 1s;
constexpr qint64 staleAfter = 15'000; // ms, at least
constexpr qint64 stalePeriods = 4;
constexpr double zoomStep = 1.5;

constexpr int gap = 8;
constexpr int margin = 16;
constexpr int headerHeight = 40;
constexpr int narrow = 700;
constexpr int oneRow = 740; // from here on header and controls stand beside each other
constexpr QSize smallest(360, 480);

} // namespace

MainWindow::MainWindow(MetricSource &source, const Options &options)
    : m_choice(options.theme)
    , m_theme(Theme::of(options.theme, qApp->palette()))
    , m_language(options.language)
    , m_store(options.families)
    , m_readClock(options.readClock)
    , m_link(m_time)
    , m_exporter(options.makeSvg)
{
    setMinimumSize(smallest);
    m_time.setLength(options.view.length);
    m_notifier.setEnabled(options.notify);
    makeContent();
    showPage(options.view.page);

    setFocusPolicy(Qt::ClickFocus); // until somebody uses the keyboard, no control is marked
    setFocus();
    connect(&m_link, &ChartLink::momentChosen, this, &MainWindow::showMoment);
    connect(&m_exporter, &Exporter::saveWanted, this, &MainWindow::saveWanted);
    connect(&m_notifier, &DesktopNotifier::clicked, this, &QWidget::activateWindow);
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &MainWindow::showData);
    connect(&m_tick, &QTimer::timeout, this, &MainWindow::showData);
    connect(&m_time, &TimeWindow::changed, this, [this] {
        showData();
        tellView();
    });
    m_tick.start(tick);
    follow(source);
}

MainWindow::~MainWindow() = default;

void MainWindow::makeContent()
{
    m_header = new Header(m_theme, this);
    m_controls = new TimeControls(m_time, m_theme, this);
    m_menu = new WindowMenu(
        [this](QMenu &menu) {
            m_exporter.addActions(menu, *this, {}, [this] { return seriesCsv(m_store, m_time.range()); });
        },
        this);
    m_rail = new NavigationRail(m_theme, this);
    m_overview = new OverviewPage(m_link, m_events, m_theme, this);
    m_cpus = new CpusPage(m_store, m_link, m_theme, this);
    m_system = new SystemPage(m_link, m_theme, this);
    m_function = new FunctionPage(m_theme, this);
    m_data = new DataPage(m_theme, this);
    m_instead = new EmptyPage(m_theme, this);
    m_alarm = new AlarmBar(m_theme, this);
    m_moment = new MomentPanel(m_theme, this);
    setUpPages();
    setUpLayout();
    setUpStatusBar();
    setUpKeys();
    setUpMenu();
    setUpWaysOut();
    setTheme(m_theme);
}

/// What there is to know stays. What shows it is made anew, since every part of it has got texts: filters, selections
/// and an open moment begin anew.
void MainWindow::retranslate()
{
    const NavigationRail::Page page = m_rail->current();
    delete findChild<Sheet *>();
    delete takeCentralWidget();
    delete statusBar();
    m_keys.clear();
    m_retries.clear();
    m_connections.clear();
    addEventsAgain();
    makeContent();
    takeReport(m_report);
    showPage(page);
    setFocus();
    m_source->retranslate();
    Q_EMIT retranslated();
}

void MainWindow::setUpPages()
{
    m_pages = new QStackedWidget(this);
    m_pages->setObjectName(u"pages"_s);
    for (QWidget *page : std::initializer_list<QWidget *>{m_overview, m_cpus, m_system, m_function, m_data})
        m_pages->addWidget(page); // in the order of NavigationRail::Page
    connect(m_rail, &NavigationRail::chosen, this, &MainWindow::showPage);
    connect(m_cpus, &CpusPage::changed, this, &MainWindow::showSoon);
    connect(m_overview, &OverviewPage::cpuChosen, this, [this](int cpu) {
        showPage(Page::Cpus);
        m_cpus->selectCpu(cpu);
    });
    connect(m_overview, &OverviewPage::allNumbersWanted, this, [this] {
        showPage(Page::System);
        m_system->scrollToOtherNumbers();
    });
    connect(m_overview, &OverviewPage::momentChosen, this, &MainWindow::showMoment);
    connect(m_function, &FunctionPage::momentWanted, this, &MainWindow::showMoment);
    connect(m_moment, &MomentPanel::closed, m_moment, &QWidget::hide);
}

void MainWindow::setUpLayout()
{
    m_moment->hide();
    m_splitter = new QSplitter(Qt::Vertical, this);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(gap);
    m_splitter->addWidget(m_pages);
    m_splitter->addWidget(m_moment);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_stack = new QStackedWidget(this);
    auto *shown = new QWidget(this);
    auto *column = new QVBoxLayout(shown);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(gap);
    column->addWidget(m_alarm);
    column->addWidget(m_splitter, 1);
    m_stack->setObjectName(u"shown"_s);
    m_stack->addWidget(m_instead);
    m_stack->addWidget(shown);

    m_body = new QBoxLayout(QBoxLayout::LeftToRight);
    m_body->setSpacing(gap);
    m_body->addWidget(m_rail);
    m_body->addWidget(m_stack, 1);

    m_top = new QBoxLayout(QBoxLayout::LeftToRight);
    m_top->addWidget(m_header, 1);
    auto *right = new QHBoxLayout;
    right->setSpacing(gap);
    right->addWidget(m_controls, 1);
    right->addWidget(m_menu);
    m_top->addLayout(right);
    m_header->setFixedHeight(headerHeight);

    auto *central = new QWidget(this);
    auto *layout = new QVBoxLayout(central);
    layout->setContentsMargins(gap, gap, margin, gap);
    layout->setSpacing(gap);
    layout->addLayout(m_top);
    layout->addLayout(m_body, 1);
    setCentralWidget(central);
    arrange();
}

void MainWindow::setUpStatusBar()
{
    m_connection = new ElidingLabel(TextSize::Small, QFont::Normal, this);
    m_clockText = new ElidingLabel(TextSize::Small, QFont::Normal, this);
    m_newest = new ElidingLabel(TextSize::Small, QFont::Normal, this);
    statusBar()->setSizeGripEnabled(false);
    statusBar()->setContentsMargins(margin + 10, 0, margin + 10, 4);
    statusBar()->addWidget(m_connection, 1);
    statusBar()->addPermanentWidget(m_clockText);
    statusBar()->addPermanentWidget(m_newest);
    m_newest->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

/// Most with Ctrl, and alone: a browser keeps many of those with Ctrl to itself.
void MainWindow::setUpKeys()
{
    const auto add = [this](const QList<Qt::Key> &keys, const QString &text, const std::function<void()> &action) {
        QList<QKeySequence> all;
        for (const Qt::Key key : keys)
            all << QKeySequence(key) << QKeySequence(Qt::CTRL | key);
        addKeys(all, text, action);
    };
    for (int page = Page::Overview; page <= Page::Data; ++page)
        add({static_cast<Qt::Key>(Qt::Key_1 + page)}, tr("View %1").arg(m_rail->title(static_cast<Page>(page))),
            [this, page] { showPage(static_cast<Page>(page)); });
    const auto zoom = [this](double factor) { m_time.zoomBy(factor, m_time.range().to); };
    // The second is plus without Shift, on many keyboards.
    add({Qt::Key_Plus, Qt::Key_Equal}, tr("Less time, in more detail"), [zoom] { zoom(1 / zoomStep); });
    add({Qt::Key_Minus}, tr("More time"), [zoom] { zoom(zoomStep); });
    const auto pan = [this](int quarters) { m_time.panBy(m_time.length().count() / 4 * quarters); };
    addKeys({Qt::CTRL | Qt::Key_Left, Qt::SHIFT | Qt::Key_Left}, tr("Back in time"), [pan] { pan(1); });
    addKeys({Qt::CTRL | Qt::Key_Right, Qt::SHIFT | Qt::Key_Right}, tr("On in time"), [pan] { pan(-1); });
    addKeys({Qt::Key_Space}, tr("Hold, or go on"), [this] { m_time.isLive() ? m_time.pause() : m_time.resume(); });
    add({Qt::Key_L}, tr("Live"), [this] { m_time.resume(); });
#ifndef Q_OS_WASM // a browser has that itself
    addKeys({Qt::Key_F11}, tr("Full screen"), [this] { toggleFullScreen(); });
#endif
    listKeys({Qt::SHIFT | Qt::Key_F10, Qt::Key_Menu}, tr("Menu of the chart that has the focus")); // see Panel
    addKeys({Qt::Key_Question, Qt::SHIFT | Qt::Key_F1}, tr("About this view"), [this] { showHelp(); });
    addKeys({Qt::Key_F1}, tr("Keyboard shortcuts"), [this] { showKeys(); });
}

void MainWindow::setUpMenu()
{
    m_menu->setThemeChoice(m_choice);
    m_menu->setLanguageChoice(m_language);
    connect(m_menu, &WindowMenu::connectionWanted, this, &MainWindow::connectionWanted);
    connect(m_menu, &WindowMenu::helpWanted, this, &MainWindow::showHelp);
    connect(m_menu, &WindowMenu::keysWanted, this, &MainWindow::showKeys);
    connect(m_menu, &WindowMenu::fullScreenWanted, this, &MainWindow::toggleFullScreen);
    connect(m_menu, &WindowMenu::themeChosen, this, [this](ThemeChoice choice) {
        chooseTheme(choice);
        Q_EMIT themeChosen(choice);
    });
    connect(m_menu, &WindowMenu::languageChosen, this, [this](const QString &name) {
        m_language = name;
        Q_EMIT languageChosen(name);
    });
}

void MainWindow::setUpWaysOut()
{
    const auto add = [this](auto *place) {
        m_retries.append(place->addButton(tr("Try again")));
        m_connections.append(place->addButton(tr("Another connection…")));
    };
    add(m_instead);
    add(m_alarm);
    m_toFunction = m_instead->addButton(tr("Show the function"));
    connect(m_toFunction, &QPushButton::clicked, this, [this] { showPage(Page::Function); });
    for (const QPushButton *button : m_retries)
        connect(button, &QPushButton::clicked, this, [this] { m_source->open(); });
    for (const QPushButton *button : m_connections)
        connect(button, &QPushButton::clicked, this, &MainWindow::connectionWanted);
}

void MainWindow::addKeys(const QList<QKeySequence> &keys, const QString &text, const std::function<void()> &action)
{
    for (const QKeySequence &one : keys)
        connect(new QShortcut(one, centralWidget()), &QShortcut::activated, this, action);
    listKeys(keys, text);
}

void MainWindow::listKeys(const QList<QKeySequence> &keys, const QString &text)
{
    QStringList names;
    for (const QKeySequence &one : keys)
        names.append(one.toString(QKeySequence::NativeText));
    m_keys.append({text, names.join(u"   "_s)});
}

/// Instead of one that is open.
void MainWindow::showSheet(const QString &title, const QList<Sheet::Row> &rows)
{
    delete findChild<Sheet *>();
    new Sheet(title, rows, m_theme, this);
}

void MainWindow::showHelp()
{
    const Page page = m_rail->current();
    showSheet(m_rail->title(page), viewHelp(page));
}

void MainWindow::showKeys()
{
    showSheet(tr("Keyboard shortcuts"), m_keys);
}

void MainWindow::toggleFullScreen()
{
    setWindowState(windowState() ^ Qt::WindowFullScreen);
}

void MainWindow::setSource(MetricSource &source)
{
    m_source->disconnect(this);
    m_events.clear();
    m_tellings.clear();
    m_notifier.drop();
    m_watch = ThresholdWatch();
    m_lossTold = false;
    m_failuresTold = 0;
    m_loadFailureTold.clear();
    m_moment->hide();
    m_clock = SourceClock();
    takeHistory({});
    m_time.resume();
    follow(source);
    showData();
}

void MainWindow::offerConnections(const QList<WindowMenu::Connection> &connections)
{
    m_menu->setConnections(connections);
    m_hasConnections = true;
    showSoon();
}

void MainWindow::tell(const QString &text)
{
    addEvents([text, now = sourceTime()] { return QList{Event{now, Level::Warning, text}}; });
}

void MainWindow::follow(MetricSource &source)
{
    m_source = &source;
    connect(&source, &MetricSource::statusChanged, this, &MainWindow::takeStatus);
    connect(&source, &MetricSource::history, this, &MainWindow::takeHistory);
    connect(&source, &MetricSource::record, this, &MainWindow::takeRecord);
    connect(&source, &MetricSource::aged, this, &MainWindow::takeAge);
    connect(&source, &MetricSource::reportChanged, this, &MainWindow::takeReport);
    takeStatus(source.status());
    takeReport(source.report());
}

void MainWindow::takeStatus(const SourceStatus &status)
{
    const bool isBroken = status.kind == SourceStatus::Kind::Lost || status.kind == SourceStatus::Kind::Refused;
    const bool isNews = isBroken ? !m_store.isEmpty() : m_lossTold;
    const qint64 now = sourceTime();
    if (status.kind != SourceStatus::Kind::Connecting) { // which is neither
        if (isNews && isBroken != m_lossTold)
            addEvents([isBroken, now, why = status.sentence] {
                return QList{isBroken ? EventTexts::ofLostConnection(now, why) : EventTexts::ofConnection(now)};
            });
        m_lossTold = isNews && isBroken;
    }
    m_status = status;
    showSoon();
}

void MainWindow::takeReport(const FunctionReport &report)
{
    m_report = report;
    const qint64 told = m_failuresTold;
    for (auto it = report.failures.crbegin(); it != report.failures.crend(); ++it) {
        if (it->time > told)
            addEvents([failure = *it] { return QList{EventTexts::ofFailure(failure)}; });
        m_failuresTold = std::max(m_failuresTold, it->time);
    }
    const QString loadFailure = report.status ? report.status->loadFailure : QString();
    if (std::exchange(m_loadFailureTold, loadFailure) != loadFailure && !loadFailure.isEmpty())
        addEvents([loadFailure, now = sourceTime()] { return QList{EventTexts::ofLoadFailure(now, loadFailure)}; });
    m_rail->setBadge(Page::Function, static_cast<int>(report.failures.size()));
    m_function->showReport(report);
}

void MainWindow::takeHistory(const QList<Record> &records)
{
    const Result<void> stored = m_store.replace(records);
    if (!records.isEmpty()) {
        const qint64 newest = records.constLast().time;
        m_clock.addPast(m_store.isHeldBack(newest) ? m_store.newestTime().value_or(newest) : newest, m_readClock());
    }
    takeResult(stored);
}

void MainWindow::takeRecord(const Record &record, bool isLive)
{
    const ClockReading now = m_readClock();
    const Result<void> stored = m_store.append(record, m_clock.sourceTime(now));
    if (!m_store.isHeldBack(record.time))
        m_clock.add(record.time, isLive, now);
    takeResult(stored);
}

void MainWindow::takeAge(std::optional<qint64> age)
{
    m_clock.setAge(age, m_readClock());
    showSoon();
}

void MainWindow::takeResult(const Result<void> &stored)
{
    m_notJson = stored ? QString() : stored.error().message;
    if (stored)
        watchThresholds();
    showSoon();
}

void MainWindow::watchThresholds()
{
    const std::optional<qint64> time = m_store.newestTime();
    if (!time)
        return;
    QList<WatchedValue> values;
    for (const MetricFamily &family : m_store.families().families()) {
        if (family.thresholds == Thresholds())
            continue;
        for (const SeriesKey &key : m_store.keys(family.id)) {
            if (const std::optional<double> value = m_store.newest(key))
                values.append({key, m_store.title(key), m_store.unit(key), *value, family.thresholds});
        }
    }
    QList<ThresholdEvent> crossings = m_watch.check(*time, values);
    if (crossings.isEmpty())
        return;
    addEvents([this, crossings]() mutable {
        for (ThresholdEvent &crossing : crossings)
            crossing.title = m_store.title(crossing.key);
        return EventTexts::ofCrossings(
            crossings, [](double value, const QString &unit) { return valueText(value, unit).joined(); });
    });
}

void MainWindow::addEvents(const Telling &telling)
{
    m_tellings.append(telling);
    if (m_tellings.size() > EventsModel::capacity)
        m_tellings.removeFirst();
    for (const Event &event : telling()) {
        m_events.add(event);
        m_notifier.add(event);
    }
}

void MainWindow::addEventsAgain()
{
    m_events.clear();
    for (const Telling &telling : std::as_const(m_tellings)) {
        for (const Event &event : telling())
            m_events.add(event);
    }
}

/// At once, but where a source is busy not more often than anyone sees.
void MainWindow::showSoon()
{
    if (m_soon.isActive())
        return;
    const std::chrono::milliseconds since(m_sinceShown.isValid() ? m_sinceShown.elapsed() : showPause.count());
    m_soon.start(std::max(0ms, showPause - since));
}

void MainWindow::showPage(NavigationRail::Page page)
{
    m_rail->setCurrent(page);
    m_pages->setCurrentIndex(page);
    showData();
    tellView();
}

void MainWindow::tellView()
{
    if (std::exchange(m_toldView, view()) != view())
        Q_EMIT viewChanged();
}

void MainWindow::setView(const ViewLink &view)
{
    m_time.setLength(view.length);
    showPage(view.page);
}

void MainWindow::chooseTheme(ThemeChoice choice)
{
    m_choice = choice;
    m_menu->setThemeChoice(choice);
    setTheme(Theme::of(choice, qApp->palette()));
}

void MainWindow::showData()
{
    const qint64 now = sourceTime();
    const QSignalBlocker noEcho(m_time); // what it would tell is drawn below
    m_time.setData(m_store.oldestTime(), m_store.newestTime());
    m_time.setNow(now);
    m_sinceShown.start();
    m_stack->setCurrentIndex(m_store.isEmpty() && !(isFunctionKnown() && m_rail->current() == Page::Function) ? 0 : 1);
    const TimeRange range = m_time.range();
    const bool isCurrent = shownStatus().kind == SourceStatus::Kind::Live && !freshness().stale;
    showPageData({m_store, range, {m_time.bucket(), m_store.longestGap(range)}, now, isCurrent});
    showState();
}

/// The page in sight, and no other.
void MainWindow::showPageData(const Scene &scene)
{
    switch (m_rail->current()) {
    case Page::Overview:
        m_overview->show(scene);
        break;
    case Page::Cpus:
        m_cpus->show(scene);
        break;
    case Page::System:
        m_system->show(scene, m_status.inputProblem);
        break;
    case Page::Function:
        break; // has no part in the time
    case Page::Data:
        m_data->showRecord(m_store.newestRecord());
        break;
    }
}

void MainWindow::showState()
{
    const Freshness fresh = freshness();
    const SourceStatus status = shownStatus();
    m_overview->showAge(fresh);
    m_data->showAge(fresh);
    m_function->showTimes(m_clock.sourceTime(m_readClock()));
    m_header->setStatus(status, fresh);
    m_connection->setText(StatusText::connection(status));
    m_clockText->setText(StatusText::clock(m_clock.offset(m_readClock())));
    m_newest->setText(StatusText::newest(fresh));
    setWindowTitle(StatusText::title(status, fresh));
    showTrouble(status, fresh);
}

/// Whether its view has something to show.
bool MainWindow::isFunctionKnown() const
{
    return m_report.status || !m_report.failures.isEmpty();
}

/// Why it gives no results, as far as it is known.
QString MainWindow::functionTrouble() const
{
    const QString notice = FunctionPage::notice(m_report);
    if (!notice.isEmpty() || m_report.failures.isEmpty())
        return notice;
    return EventTexts::ofFailure(m_report.failures.constFirst()).text;
}

QString MainWindow::reasonForNoResults() const
{
    return m_instead->text();
}

bool MainWindow::needsAPerson() const
{
    const SourceStatus::Kind kind = shownStatus().kind;
    return kind == SourceStatus::Kind::Refused || kind == SourceStatus::Kind::NotJson;
}

/// Instead of the views, or above them where there is something to see.
void MainWindow::showTrouble(const SourceStatus &status, const Freshness &fresh)
{
    // A function that fails from the start is why nothing comes.
    const QString failure = status.kind == SourceStatus::Kind::Waiting ? functionTrouble() : QString();
    m_instead->setText(StatusText::instead(status), failure.isEmpty() ? status.sentence : failure,
                       failure.isEmpty() ? StatusText::advice(status) : QString());
    m_toFunction->setVisible(!failure.isEmpty());
    m_alarm->setAlarm(StatusText::alarm(status, fresh), StatusText::alarmDetail(status, fresh),
                      StatusText::color(status, fresh, m_theme));
    const bool isBroken = status.kind == SourceStatus::Kind::Lost || status.kind == SourceStatus::Kind::Refused;
    // A key that may not be read, or holds something else, is looked at again and again anyway.
    const bool isWatched =
        status.refusal == SourceStatus::Refusal::Permission || status.refusal == SourceStatus::Refusal::WrongType;
    for (QPushButton *button : m_retries)
        button->setVisible(isBroken && !isWatched);
    for (QPushButton *button : m_connections)
        button->setVisible(m_hasConnections && (isBroken || m_store.isEmpty()));
}

/// The failure that belongs to a moment came at most one period after the result before it.
void MainWindow::showMoment(qint64 time)
{
    const auto distance = [time](const Failure &failure) { return std::abs(failure.time - time); };
    const auto nearest = std::ranges::min_element(m_report.failures, {}, distance);
    const bool isNear = nearest != m_report.failures.end() && distance(*nearest) <= m_store.longestGap() / 2;
    m_moment->showMoment(time, m_store.recordAt(time), isNear ? std::optional(*nearest) : std::nullopt);
    m_moment->show();
    m_moment->setFocus();
}

/// The source tells what it could fetch; only the store knows whether it could be read.
SourceStatus MainWindow::shownStatus() const
{
    SourceStatus status = m_status;
    if (status.kind == SourceStatus::Kind::Live && !m_notJson.isEmpty()) {
        status.kind = SourceStatus::Kind::NotJson;
        status.sentence = m_notJson;
    }
    return status;
}

/// Of the newest result that is shown: those that arrived after it cannot be read.
Freshness MainWindow::freshness() const
{
    const std::optional<qint64> shown = m_store.newestTime();
    if (!shown)
        return {};
    const ClockReading now = m_readClock();
    const qint64 older = std::max<qint64>(0, m_clock.newestTime().value_or(*shown) - *shown);
    const qint64 leastAge = m_clock.leastAge(now) + older;
    const bool isKnown = m_clock.age(now).has_value();
    const std::optional<qint64> period = m_store.usualPeriod();
    return {isKnown ? std::optional(leastAge) : std::nullopt, period,
            leastAge > std::max(staleAfter, stalePeriods * period.value_or(0)), !isKnown};
}

/// By the clock that the time axis follows.
qint64 MainWindow::sourceTime() const
{
    const ClockReading now = m_readClock();
    return m_clock.sourceTime(now).value_or(now.wall);
}

void MainWindow::setTheme(const Theme &theme)
{
    m_theme = theme;
    setPalette(theme.palette());
    m_header->setTheme(theme);
    m_controls->setTheme(theme);
    m_menu->setTheme(theme);
    m_rail->setTheme(theme);
    m_instead->setTheme(theme);
    m_alarm->setTheme(theme);
    m_overview->setTheme(theme);
    m_cpus->setTheme(theme);
    m_system->setTheme(theme);
    m_function->setTheme(theme);
    m_data->setTheme(theme);
    m_moment->setTheme(theme);
    for (ElidingLabel *label : {m_connection, m_clockText, m_newest})
        label->setColor(theme.dim);
    showState();
}

bool MainWindow::event(QEvent *event)
{
    if (event->type() == QEvent::ApplicationPaletteChange)
        setTheme(Theme::of(m_choice, qApp->palette()));
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    return QMainWindow::event(event);
}

/// What nobody else has shown a menu for.
void MainWindow::contextMenuEvent(QContextMenuEvent *event)
{
    const bool byKeyboard = event->reason() == QContextMenuEvent::Keyboard;
    Panel *panel = Panel::around(byKeyboard ? focusWidget() : childAt(event->pos()));
    if (!panel)
        return event->ignore();
    auto *menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setPalette(m_theme.palette());
    menu->setStyleSheet(controlStyle(m_theme));
    m_exporter.addActions(*menu, *panel, panel->title(),
                          [this, panel] { return seriesCsv(m_store, panel->range(), panel->series()); });
    menu->popup(event->globalPos());
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    arrange();
}

/// In a narrow window the rail lies below the pages, and the time controls below the header.
void MainWindow::arrange()
{
    const bool isNarrow = width() < narrow;
    m_rail->setHorizontal(isNarrow);
    m_body->setDirection(isNarrow ? QBoxLayout::BottomToTop : QBoxLayout::LeftToRight);
    centralWidget()->layout()->setContentsMargins(gap, gap, isNarrow ? gap : margin, gap);
    m_top->setDirection(width() < oneRow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

} // namespace pulse
