// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/pages/chartlink.h"
#include "app/state/dashboardstate.h"
#include "app/widgets/sheet.h"
#include "app/window/desktopnotifier.h"
#include "app/window/exporter.h"
#include "app/window/shortcuts.h"
#include "app/window/statusline.h"
#include "app/window/viewlink.h"
#include "app/window/windowmenu.h"
#include "common/core/literals.h"

#include <QElapsedTimer>
#include <QMainWindow>
#include <QTimer>

#include <functional>

namespace pulse {

class Header;
class MomentPanel;
class PageStack;
class Trouble;
class WindowFrame;

/// The dashboard's window over a list of pages. What it shows is in a DashboardState; the page in sight, and no other,
/// draws it.
class MainWindow : public Adaptive<QMainWindow>
{
    Q_OBJECT

public:
    struct Options
    {
        ThemeChoice theme = ThemeChoice::Auto;
        ViewLink view{};
        MetricFamilies families = MetricFamilies::standard();
        bool notify = false;          ///< show critical events as notifications of the desktop
        QString language = u"auto"_s; ///< which of Language::names() was chosen, for the menu
        Exporter::MakeSvg makeSvg{};  ///< without one no menu offers pictures as SVG
        std::function<ClockReading()> readClock = ClockReading::now;
    };

    /// `source` has to outlive the window; open it after this.
    MainWindow(ResultSource &source, const Options &options);

    /// Shows another source from now on; nothing of the one before is left. It has to outlive the window; open it
    /// after this.
    void setSource(ResultSource &source)
    {
        m_state.follow(source);
        showNow();
    }

    /// In the menu, and where results do not arrive.
    void offerConnections(const QList<WindowMenu::Connection> &connections);

    void addNotice(const QString &text) { m_state.addNotice(text); } ///< adds a warning to the events

    bool hasResults() const { return !m_state.store().isEmpty(); } ///< to show
    QString reasonForNoResults() const; ///< what the window shows instead of them, as sentences
    bool needsPerson() const { return m_state.needsPerson(); }
    void showPage(int page); ///< one of pageEntries()
    ViewLink view() const;
    void setView(const ViewLink &view);
    ThemeChoice themeChoice() const { return m_choice; }
    void chooseTheme(ThemeChoice choice);
    const QString &languageChoice() const { return m_language; }

Q_SIGNALS:
    void connectionWanted();                     ///< another one, of which the user is to be asked
    void viewChanged();                          ///< view() is another
    void themeChosen(pulse::ThemeChoice choice); ///< by the user
    void languageChosen(const QString &name);    ///< by the user; it is up to whoever has the Language
    void retranslated();                         ///< all texts are in another language now
    /// What the user wants to have as a file, and what it may be called.
    void saveWanted(const QString &name, const QByteArray &content);

protected:
    void applyTheme() override;
    void retranslate() override;
    bool event(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void connectParts();
    void addKeys();
    void showHelp();
    void showKeys();
    void toggleFullScreen() { setWindowState(windowState() ^ Qt::WindowFullScreen); }
    void showSoon();
    void showNow();
    void showMoment(qint64 time);
    void emitViewChange();

    ThemeChoice m_choice;
    QString m_language;
    DashboardState m_state;
    ChartLink m_link;
    DesktopNotifier m_notifier;
    Exporter m_exporter;
    std::optional<ViewLink> m_emittedView;
    QTimer m_soon; // until results that came in quick succession are shown
    QElapsedTimer m_sinceShown;
    Header *m_header; // this and the others: children
    WindowMenu *m_menu;
    Trouble *m_trouble;
    MomentPanel *m_moment;
    WindowFrame *m_frame;
    PageStack *m_pages;
    Shortcuts *m_shortcuts;
    StatusLine m_statusLine;
};

} // namespace pulse
