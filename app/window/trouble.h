// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/state/dashboardstate.h"

#include <QList>
#include <QObject>

class QPushButton;

namespace pulse {

class AlarmBar;
class EmptyPage;

/// Explains why no data, or only old data, can be shown: a page instead of the views, and a bar above them, both with
/// buttons for possible actions.
class Trouble : public QObject
{
    Q_OBJECT

public:
    explicit Trouble(QWidget *parent);

    EmptyPage *page() const { return m_page; }
    AlarmBar *bar() const { return m_bar; }
    void offerConnections(); ///< shows the buttons that ask for another connection
    void showState(const DashboardState &state);

Q_SIGNALS:
    void retryRequested();
    void connectionRequested();
    void functionRequested(); ///< the user wants to see the function's page

private:
    void showButtons(const DashboardState &state, bool hasFailure);

    bool m_hasConnections = false;
    EmptyPage *m_page; // this and the following are children of the parent
    AlarmBar *m_bar;
    QList<QPushButton *> m_retries;     // one in the page, one in the bar; as the next
    QList<QPushButton *> m_connections; // ask for another connection
    QPushButton *m_showFunction;
};

} // namespace pulse
