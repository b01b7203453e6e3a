// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/pages/chartlink.h"
#include "app/state/dashboardstate.h"
#include "app/window/exporter.h"
#include "app/window/shortcuts.h"
#include "app/window/titlebutton.h"
#include "app/window/windowmenu.h"

class QMainWindow;
class QStackedWidget;

namespace pulse {

class Header;
class MomentPanel;
class NavigationRail;
class PageStack;
class TimeControls;
class Trouble;
class WindowFrame;

/// The parts of a window that show the state: header, time controls, menu, pages or a placeholder and the chosen
/// moment, and the keys that control them.
class WindowContents : public QObject
{
    Q_OBJECT

public:
    /// Fills the window. `state` and `exporter` have to outlive this object.
    WindowContents(DashboardState &state, Exporter &exporter, QMainWindow &window);

    PageStack &pages() const { return *m_pages; }
    WindowMenu &menu() const { return *m_menu; }
    QString placeholderText() const; ///< the text shown without results, as sentences
    void offerConnections(const QList<TitleButton::Connection> &connections);
    void showState(); ///< reads the state, but does not change it

Q_SIGNALS:
    void changed(); ///< showState() has to be called soon
    void connectionRequested();
    void saveRequested(const QString &name, const QByteArray &content);
    void functionRequested();

private:
    void connectParts();
    void showMoment(qint64 time);
    void hideMoment();
    void toggleFullScreen();

    DashboardState &m_state;
    QMainWindow &m_window;
    ChartLink m_link;
    Header *m_header; // this and the following are children of the window, in the order of the Tab key
    TimeControls *m_controls;
    WindowMenu *m_menu;
    NavigationRail *m_rail;
    QStackedWidget *m_stack;
    PageStack *m_pages;
    Trouble *m_trouble;
    MomentPanel *m_moment;
    WindowFrame *m_frame;
    Shortcuts *m_shortcuts;
};

} // namespace pulse
