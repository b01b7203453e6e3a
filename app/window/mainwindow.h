// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/pages/chartlink.h"
#include "app/pages/scene.h"
#include "app/state/eventsmodel.h"
#include "app/state/samplestore.h"
#include "app/state/timewindow.h"
#include "app/widgets/sheet.h"
#include "app/window/desktopnotifier.h"
#include "app/window/exporter.h"
#include "app/window/header.h"
#include "app/window/navigationrail.h"
#include "app/window/viewlink.h"
#include "app/window/windowmenu.h"
#include "common/core/literals.h"
#include "common/results/metricsource.h"
#include "common/results/sourceclock.h"
#include "common/watch/thresholdwatch.h"

#include <QElapsedTimer>
#include <QMainWindow>
#include <QTimer>

#include <functional>

class QBoxLayout;
class QPushButton;
class QSplitter;
class QStackedWidget;

namespace pulse {

class AlarmBar;
class CpusPage;
class DataPage;
class EmptyPage;
class FunctionPage;
class MomentPanel;
class OverviewPage;
class SystemPage;
class TimeControls;

/// The dashboard's window over one source of results. It keeps what the source tells in the store, and has the page in
/// sight, and no other, draw it.
class MainWindow : public QMainWindow
{
    Q_OBJECT

public:
    struct Options
    {
        ThemeChoice theme = ThemeChoice::Auto;
        ViewLink view{};
        MetricFamilies families = MetricFamilies::standard();
        bool notify = false;          ///< tell critical events as notifications of the desktop
        QString language = u"auto"_s; ///< which of Language::names() was chosen, for the menu
        Exporter::MakeSvg makeSvg{};  ///< without one no menu offers pictures as SVG
        std::function<ClockReading()> readClock = ClockReading::now;
    };

    /// `source` has to outlive the window; open it after this.
    MainWindow(MetricSource &source, const Options &options);
    ~MainWindow() override;

    /// Shows another source from now on; nothing of the one before is left. It has to outlive the window; open it
    /// after this.
    void setSource(MetricSource &source);

    /// In the menu, and where results do not come.
    void offerConnections(const QList<WindowMenu::Connection> &connections);

    void tell(const QString &text); ///< in the list of events, as a warning

    const Theme &theme() const { return m_theme; }
    bool hasResults() const { return !m_store.isEmpty(); } ///< to show
    QString reasonForNoResults() const;                    ///< what the window shows instead of them, as sentences
    bool needsAPerson() const;                             ///< results will not arrive without somebody's help
    void showPage(NavigationRail::Page page);
    ViewLink view() const { return {m_rail->current(), m_time.length()}; }
    void setView(const ViewLink &view);
    ThemeChoice themeChoice() const { return m_choice; }
    void chooseTheme(ThemeChoice choice);
    const QString &languageChoice() const { return m_language; }

Q_SIGNALS:
    void connectionWanted();                     ///< another one, of which the user is to be asked
    void viewChanged();                          ///< view() is another
    void themeChosen(pulse::ThemeChoice choice); ///< by the user
    void languageChosen(const QString &name);    ///< by the user; it is up to whoever has the Language
    void retranslated();                         ///< all is said in another language by now
    /// What the user wants to have as a file, and what it may be called.
    void saveWanted(const QString &name, const QByteArray &content);

protected:
    bool event(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void makeContent();
    void retranslate();
    void setUpPages();
    void setUpLayout();
    void setUpStatusBar();
    void setUpKeys();
    void setUpMenu();
    void setUpWaysOut();
    void arrange();
    void addKeys(const QList<QKeySequence> &keys, const QString &text, const std::function<void()> &action);
    void listKeys(const QList<QKeySequence> &keys, const QString &text);
    void showSheet(const QString &title, const QList<Sheet::Row> &rows);
    void showHelp();
    void showKeys();
    void toggleFullScreen();
    void follow(MetricSource &source);

    void takeStatus(const SourceStatus &status);
    void takeReport(const FunctionReport &report);
    void takeHistory(const QList<Record> &records);
    void takeRecord(const Record &record, bool isLive);
    void takeAge(std::optional<qint64> age);
    void takeResult(const Result<void> &stored);
    void watchThresholds();
    using Telling = std::function<QList<Event>()>;
    void addEvents(const Telling &telling);
    void addEventsAgain();

    void showSoon();
    void showData();
    void showPageData(const Scene &scene);
    void showState();
    void showTrouble(const SourceStatus &status, const Freshness &fresh);
    void showMoment(qint64 time);
    void tellView();
    void setTheme(const Theme &theme);

    SourceStatus shownStatus() const;
    bool isFunctionKnown() const;
    QString functionTrouble() const;
    Freshness freshness() const;
    qint64 sourceTime() const;

    ThemeChoice m_choice;
    Theme m_theme;
    QString m_language;
    SourceStatus m_status;
    FunctionReport m_report;
    QString m_notJson; // what is wrong with the newest result; empty where nothing is
    SampleStore m_store;
    std::function<ClockReading()> m_readClock;
    SourceClock m_clock;              // of m_source
    MetricSource *m_source = nullptr; // never null once it is made
    TimeWindow m_time;
    std::optional<ViewLink> m_toldView;
    ChartLink m_link;
    QList<Sheet::Row> m_keys; // all that they do
    ThresholdWatch m_watch;
    EventsModel m_events;
    QList<Telling> m_tellings; // what put the events there, in whichever language it is by then; oldest first
    DesktopNotifier m_notifier;
    Exporter m_exporter;
    bool m_lossTold = false;   // that the connection is lost is in the event list
    qint64 m_failuresTold = 0; // time of the newest failure that is in the event list, ms since epoch
    QString m_loadFailureTold; // the newest that is in the event list
    QTimer m_tick;             // the age and the time axis move on
    QTimer m_soon;             // until results that came in quick succession are shown
    QElapsedTimer m_sinceShown;
    bool m_hasConnections = false; // to choose from

    Header *m_header; // this and the others: children, which another language makes anew
    TimeControls *m_controls;
    WindowMenu *m_menu;
    NavigationRail *m_rail;
    QBoxLayout *m_top;
    QBoxLayout *m_body; // rail and pages
    QSplitter *m_splitter;
    QStackedWidget *m_stack; // the pages, or instead of them m_instead
    QStackedWidget *m_pages;
    EmptyPage *m_instead;
    AlarmBar *m_alarm;
    QList<QPushButton *> m_retries;     // this and the next: in m_instead and m_alarm
    QList<QPushButton *> m_connections; // to ask for another one
    QPushButton *m_toFunction;
    OverviewPage *m_overview;
    CpusPage *m_cpus;
    SystemPage *m_system;
    FunctionPage *m_function;
    DataPage *m_data;
    MomentPanel *m_moment;
    ElidingLabel *m_connection;
    ElidingLabel *m_clockText;
    ElidingLabel *m_newest;
};

} // namespace pulse
