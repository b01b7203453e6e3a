// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/widgets/labelbutton.h"

#include <QStringList>

#include <functional>

class QMenu;

namespace pulse {

/// The title of the window: what is shown. It opens a menu of what else can be shown: the outputs of the source, and
/// connections. Without any choice it is disabled.
class TitleButton : public LabelButton
{
    Q_OBJECT

public:
    explicit TitleButton(QWidget *parent);

    /// A connection that users can choose.
    struct Connection
    {
        QString title;
        bool isCurrent = false;
        std::function<void()> choose;
    };
    /// Offers connections. Before the first call, the menu has no entries for connections.
    void setConnections(const QList<Connection> &connections);
    /// Offers outputs if there is a choice.
    void setOutputs(const QStringList &keys, const QString &current);
    QMenu *menu() const { return m_menu; }

Q_SIGNALS:
    void outputChosen(const QString &key);
    void connectionRequested(); ///< the user wants to enter another connection

protected:
    void applyTheme() override;
    void retranslate() override;
    void paintIcon(QPainter &painter) const override;

private:
    void fill();
    void addOutputs();
    void addConnections();
    void openMenu();

    QStringList m_outputs; // empty if there is no choice
    QString m_output;      // the current one
    QList<Connection> m_connections;
    bool m_hasConnections = false;
    QMenu *m_menu; // a child
};

} // namespace pulse
