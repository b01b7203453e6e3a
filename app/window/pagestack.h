// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/pages/page.h"

#include <QObject>

class QStackedWidget;

namespace pulse {

class NavigationRail;

/// All pages, of which one is in sight, and the rail that leads to them.
class PageStack : public QObject
{
    Q_OBJECT

public:
    /// All of it has to outlive this; the pages become children of `stack`.
    PageStack(DashboardState &state, ChartLink &link, NavigationRail &rail, QStackedWidget &stack);

    int current() const { return m_current; } ///< one of pageEntries()
    void setCurrent(int index);
    Page &page() const { return *m_pages[m_current]; }
    QStringList titles() const;
    /// The page in sight, and no other, draws the state. Returns whether it has something to show.
    bool showState();
    void open(const QString &id, int item = 0); ///< reveals the item on that page

    bool event(QEvent *event) override;

Q_SIGNALS:
    void changed();                 ///< what is to be shown is another than before
    void chosen(int index);         ///< this page is to be the current one
    void momentWanted(qint64 time); ///< ms since epoch

private:
    const DashboardState &m_state;
    NavigationRail &m_rail;
    QStackedWidget &m_stack;
    QList<Page *> m_pages; // children of m_stack
    int m_current = 0;
};

} // namespace pulse
