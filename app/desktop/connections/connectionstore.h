// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desktop/connections/connection.h"

class QSettings;

namespace pulse {

/// The connections that a person has named, and those that were used last, in the user's settings. No secrets.
class ConnectionStore
{
public:
    static constexpr qsizetype mostRecent = 8;

    explicit ConnectionStore(QSettings &settings); ///< has to outlive it

    QList<Connection> named() const;         ///< in the order of their names
    void save(const Connection &connection); ///< under its name, instead of what had that name

    QList<Connection> recent() const; ///< the last one first
    void use(const Connection &connection);

    void forget(const Connection &connection); ///< in both lists

private:
    QList<Connection> read(const QString &list) const;
    void write(const QString &list, const QList<Connection> &connections);

    QSettings &m_settings;
};

} // namespace pulse
