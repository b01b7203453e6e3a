// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/settings.h"

#include <QByteArray>
#include <QStringList>

namespace pulse {

/// The names under which a service answers: all addresses, localhost, this machine's name, and those that its settings
/// allow. A page of another site can reach the service under a name of its own that leads here (DNS rebinding), but
/// cannot forge the header Host.
class AllowedHosts
{
public:
    explicit AllowedHosts(const QStringList &names = {});

    /// The name in a header Host, without port, as names are compared; empty if the header has none.
    static QString nameOf(const QByteArray &authority);

    bool contains(const QByteArray &authority) const;

    /// Why `service` ("this gateway") does not answer a request to `authority`. `advice`: how to allow the host, whose
    /// name is its %1.
    static QString refusal(const QString &service, const QByteArray &authority, const QString &advice);

private:
    QStringList m_names;
};

/// The names in a setting; what is wrong with them is then in settings.error().
QStringList readAllowedHosts(Settings &settings, const QString &flag);

} // namespace pulse
