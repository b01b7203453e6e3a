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

/// A window, and the connection that it shows: one at a time, changed by the person at the window.
class Session : public QObject
{
    Q_OBJECT

public:
    /// Opens the connection. `settings` is where connections are kept; nothing: they are not.
    Session(const Connection &connection, const MainWindow::Options &options, QSettings *settings);
    ~Session() override;

    MainWindow &window() { return *m_window; }
    const Connection &connection() const { return m_connection; }
    void use(const Connection &connection); ///< instead of the one so far

Q_SIGNALS:
    void asked(const pulse::SshQuestion &question); ///< by SSH; the window shows it, too

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
    void keep(const Connection &connection);

    Connection m_connection;
    QList<Connection> m_used;               // in this run, the last one first, with their secrets
    std::optional<ConnectionStore> m_store; // this and the next: together
    std::optional<SecretStore> m_secrets;
    std::unique_ptr<QObject> m_recall; // while a secret is awaited
    QPointer<ConnectionDialog> m_dialog;
    std::unique_ptr<ResultSource> m_source;
    std::unique_ptr<MainWindow> m_window;
    std::unique_ptr<SshPrompt> m_prompt; // where the source is behind SSH
};

} // namespace pulse
