// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/pages/page.h"

#include <QObject>

class QStackedWidget;

namespace pulse {

class NavigationRail;

/// All pages, of which one is visible, and the rail to choose one.
class PageStack : public QObject
{
    Q_OBJECT

public:
    /// All arguments have to outlive this object; the pages become children of `stack`.
    PageStack(DashboardState &state, ChartLink &link, NavigationRail &rail, QStackedWidget &stack);

    int current() const { return m_current; } ///< one of pageEntries()
    void setCurrent(int index);
    Page &page() const { return *m_pages[m_current]; }
    QStringList titles() const;
    /// Lets only the visible page draw the state. Returns whether it has something to show.
    bool showState();
    void choose(int index); ///< for the user: emits chosen()
    /// Chooses a page, and lets it show `item`.
    void open(const QString &id, std::optional<int> item = {});
    void showHelp() const; ///< explains the visible page in a sheet

Q_SIGNALS:
    void changed();                    ///< the page has to be shown again
    void chosen(int index);            ///< the user chose a page
    void momentRequested(qint64 time); ///< ms since epoch
    void saveRequested(const QString &name, const QByteArray &content);
    void functionRequested();

private:
    const DashboardState &m_state;
    NavigationRail &m_rail;
    QStackedWidget &m_stack;
    QList<Page *> m_pages; // children of m_stack
    int m_current = 0;
};

} // namespace pulse
