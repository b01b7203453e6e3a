// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/state/dashboardstate.h"

#include <QList>
#include <QObject>

class QPushButton;

namespace pulse {

class AlarmBar;
class EmptyPage;

/// What explains why nothing, or only old data, can be shown: a page instead of the views, and a bar above them, both
/// with buttons for what can be done.
class Trouble : public QObject
{
    Q_OBJECT

public:
    explicit Trouble(QWidget *parent);

    EmptyPage *page() const { return m_page; }
    AlarmBar *bar() const { return m_bar; }
    void offerConnections(); ///< there are some to choose from
    void showState(const DashboardState &state);

    bool event(QEvent *event) override;

Q_SIGNALS:
    void retryWanted();
    void connectionWanted();
    void functionWanted(); ///< its page

private:
    void retranslate();

    bool m_hasConnections = false;
    EmptyPage *m_page; // this and the others: children of the parent
    AlarmBar *m_bar;
    QList<QPushButton *> m_retries;     // this and the next: one in each
    QList<QPushButton *> m_connections; // to ask for another one
    QPushButton *m_toFunction;
};

} // namespace pulse
