// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desktop/connections/connection.h"
#include "app/style/adaptive.h"

#include <QListWidget>

class QMenu;

namespace pulse {

/// The known connections: icon, name, host and last use of each. The menu of a row, which its dots, the right button
/// and the keyboard open, removes it.
class ConnectionList : public Adaptive<QListWidget>
{
    Q_OBJECT

public:
    ConnectionList(const QList<Connection> &connections, QWidget *parent);

    void select(const Connection &connection); ///< emits nothing; a connection that is not in the list is ignored

Q_SIGNALS:
    void chosen(const pulse::Connection &connection);  ///< the user selected it
    void removed(const pulse::Connection &connection); ///< the user removed it from the list

protected:
    void applyTheme() override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    void openMenu(int row, const QPoint &position);
    void remove(int row);

    QList<Connection> m_connections; // in the order of the rows
    QMenu *m_menu;                   // a child
};

} // namespace pulse
