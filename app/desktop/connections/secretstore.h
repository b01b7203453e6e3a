// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desktop/connections/connection.h"

#include <QObject>

#include <functional>

class QSettings;

namespace pulse {

/// Stores passwords and tokens of connections in the desktop's secret store, through QtKeychain: a program with the
/// Secret Service API (GNOME's keyring, KeePassXC, KWallet), or KWallet with its own API. An entry is named after the
/// connection's account. The user's settings list the accounts that have one, so that the user is asked to unlock the
/// store only if that is needed.
class SecretStore
{
public:
    static constexpr const char *service = "Pulseboard"; ///< under which the store lists the entries

    explicit SecretStore(QSettings &settings); ///< have to outlive the store

    bool has(const Connection &connection) const;

    /// All of these call back from the event loop, unless `context` was deleted before. Errors are those of the store.
    using Recalled = std::function<void(const Result<QString> &secret)>;
    using Done = std::function<void(const Result<void> &done)>;
    void recall(const Connection &connection, QObject *context, Recalled recalled); ///< a missing secret is ""
    void keep(const Connection &connection, QObject *context,
              Done done); ///< stores its secret, which must not be empty
    void forget(const Connection &connection);

private:
    void note(const QString &account, bool has);

    QSettings &m_settings;
};

} // namespace pulse
