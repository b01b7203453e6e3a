// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desktop/connections/connectionstore.h"
#include "app/desktop/connections/secretstore.h"
#include "app/desktop/tunnel/sshprompt.h"
#include "app/window/mainwindow.h"

#include <QPointer>

#include <memory>
#include <optional>

namespace pulse {

class ConnectionDialog;

/// A window and its connection: one at a time, changed by the user.
class Session : public QObject
{
    Q_OBJECT

public:
    /// Opens the connection. Connections are stored in `settings`; null: they are not stored.
    Session(const Connection &connection, const MainWindow::Options &options, QSettings *settings);
    ~Session() override;

    MainWindow &window() { return *m_window; }
    const Connection &connection() const { return m_connection; }
    void use(const Connection &connection); ///< replaces the current connection

Q_SIGNALS:
    void asked(const pulse::SshQuestion &question); ///< by SSH; the window also shows it

private:
    void open();
    void follow(const Connection &connection);
    bool needsSecret() const;
    void recallSecret();
    void take(const Connection &connection, bool keepsSecret);
    void keepSecret(const Connection &connection);
    void forget(const Connection &connection);
    void watchPrompts();
    QList<Connection> known() const;
    void offerConnections();
    void askForConnection(const QString &problem = {});
    void chooseFunction();
    void keep(const Connection &connection);

    Connection m_connection;
    QList<Connection> m_used;               // in this run, the newest first, with their secrets
    std::optional<ConnectionStore> m_store; // exists if m_secrets does
    std::optional<SecretStore> m_secrets;
    std::unique_ptr<QObject> m_recall; // exists while a secret is read
    QPointer<ConnectionDialog> m_dialog;
    std::unique_ptr<ResultSource> m_source;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<SshPrompt> m_prompt; // exists if the source uses SSH
};

} // namespace pulse
