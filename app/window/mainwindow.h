// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/state/dashboardstate.h"
#include "app/window/desktopnotifier.h"
#include "app/window/exporter.h"
#include "app/window/viewlink.h"
#include "app/window/windowcontents.h"
#include "common/core/literals.h"

#include <QElapsedTimer>
#include <QMainWindow>
#include <QTimer>

#include <functional>

namespace pulse {

/// The dashboard's window over a list of pages. Its data are in a DashboardState, which WindowContents shows; the
/// window decides when, and owns the choices of theme, language and view.
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
        QString language = u"auto"_s; ///< one of Language::names(), the choice in the menu
        Exporter::MakeSvg makeSvg{};  ///< without it, menus do not offer SVG files
        std::function<ClockReading()> readClock = ClockReading::now;
    };

    /// `source` has to outlive the window; open it after this call.
    MainWindow(ResultSource &source, const Options &options);

    /// Shows another source and forgets the previous one. The source has to outlive the window; open it after this
    /// call.
    void setSource(ResultSource &source)
    {
        m_state.follow(source);
        showNow();
    }

    /// Offers connections in the menu of the title, and while no results arrive.
    void offerConnections(const QList<TitleButton::Connection> &connections)
    {
        m_contents.offerConnections(connections);
    }

    void addNotice(const QString &text) { m_state.addNotice(text); } ///< adds a warning to the events

    bool hasResults() const { return !m_state.store().isEmpty(); }
    /// Returns the text that the window shows while there are no results, as sentences.
    QString reasonForNoResults() const { return m_contents.placeholderText(); }
    bool needsPerson() const { return m_state.needsPerson(); }
    void showPage(int page); ///< one of pageEntries()
    ViewLink view() const;
    void setView(const ViewLink &view);
    ThemeChoice themeChoice() const { return m_choice; }
    void chooseTheme(ThemeChoice choice);
    const QString &languageChoice() const { return m_language; }

Q_SIGNALS:
    void connectionRequested();                  ///< the user wants another connection; ask for it
    void functionRequested();                    ///< the user wants to run another function; ask for its file
    void viewChanged();                          ///< view() changed
    void themeChosen(pulse::ThemeChoice choice); ///< the user chose it
    void languageChosen(const QString &name);    ///< the user chose it; the receiver has to apply it
    void retranslated();                         ///< the language changed; texts follow
    /// The user wants to save a file with the proposed name.
    void saveRequested(const QString &name, const QByteArray &content);

protected:
    void applyTheme() override;
    void retranslate() override;
    bool event(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    void connectParts();
    void scheduleShowing();
    void showNow();
    void emitViewChange();

    ThemeChoice m_choice;
    QString m_language;
    DashboardState m_state;
    DesktopNotifier m_notifier;
    Exporter m_exporter;
    std::optional<ViewLink> m_emittedView;
    QTimer m_showTimer; // delays showing results that arrive in quick succession
    QElapsedTimer m_sinceShown;
    WindowContents m_contents;
};

} // namespace pulse
