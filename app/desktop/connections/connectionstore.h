// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desktop/connections/connection.h"

class QSettings;

namespace pulse {

/// Stores named and recently used connections in the user's settings, without secrets.
class ConnectionStore
{
public:
    static constexpr qsizetype mostRecent = 8;

    explicit ConnectionStore(QSettings &settings); ///< have to outlive the store

    QList<Connection> named() const;         ///< in the order of their names
    void save(const Connection &connection); ///< replaces the connection of the same name

    QList<Connection> recent() const; ///< the newest first
    void use(const Connection &connection);

    void forget(const Connection &connection); ///< removes it from both lists

private:
    QList<Connection> read(const QString &list) const;
    void write(const QString &list, const QList<Connection> &connections);

    QSettings &m_settings;
};

} // namespace pulse
