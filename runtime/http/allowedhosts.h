// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/settings.h"

#include <QByteArray>
#include <QStringList>

namespace pulse {

/// The names under which a service answers: all addresses, localhost, this machine's name, and those that its settings
/// allow. Another site's page can reach the service under a host name of its own (DNS rebinding), but it cannot forge
/// the header Host.
class AllowedHosts
{
public:
    explicit AllowedHosts(const QStringList &names = {});

    /// Returns the name in a header Host, without port and normalized for comparison; empty if the header has none.
    static QString nameOf(const QByteArray &authority);

    bool contains(const QByteArray &authority) const;

    /// Returns the reason why `service` ("this gateway") refuses a request to `authority`. `advice` says how to allow
    /// the host; its %1 is replaced by the host's name.
    static QString refusal(const QString &service, const QByteArray &authority, const QString &advice);

private:
    QStringList m_names;
};

/// Reads the names from a setting; an error is reported in settings.error().
QStringList readAllowedHosts(Settings &settings, const QString &flag);

} // namespace pulse
