// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desktop/connections/connection.h"

#include <QObject>

#include <functional>

class QSettings;

namespace pulse {

/// Passwords and tokens of connections in the desktop's secret store: what speaks the Secret Service API (GNOME's
/// keyring, KeePassXC, KWallet), or KWallet's own, by way of QtKeychain. An entry is called as the connection's
/// account. The user's settings know which accounts have one, so that nobody is asked to unlock the store for nothing.
class SecretStore
{
public:
    static constexpr const char *service = "Pulseboard"; ///< under which the store lists the entries

    explicit SecretStore(QSettings &settings); ///< has to outlive it

    bool has(const Connection &connection) const;

    /// All of these end in the event loop, unless `context` is gone by then. Errors are what the store said.
    using Recalled = std::function<void(const Result<QString> &secret)>;
    using Done = std::function<void(const Result<void> &done)>;
    void recall(const Connection &connection, QObject *context, Recalled recalled); ///< one that is gone is ""
    void keep(const Connection &connection, QObject *context, Done done);           ///< its secret, which is not empty
    void forget(const Connection &connection);

private:
    void note(const QString &account, bool has);

    QSettings &m_settings;
};

} // namespace pulse
