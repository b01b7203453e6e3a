// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/literals.h"
#include "common/core/settings.h"

#include <QHostAddress>
#include <QUrl>

namespace pulse {

struct ListenAddress
{
    QHostAddress address; ///< QHostAddress::Any: all of them
    quint16 port = 0;     ///< 0: any free one

    QString text() const;     ///< as in a setting: "127.0.0.1:53004", "[::]:53004"
    QString hostText() const; ///< its address without brackets
    /// The URL to open in a browser on this machine.
    QUrl url(const QString &scheme = u"http"_s) const;

    bool operator==(const ListenAddress &) const = default;
};

/// Reads an address to listen on; `::` stands for all addresses of IPv6 and IPv4 that the system has. Null if it is
/// invalid.
QHostAddress readListenHost(const QString &text);

/// Reads a setting such as "0.0.0.0:53004", "[::]:53004" or ":53004"; an error is reported in settings.error().
ListenAddress readListenAddress(Settings &settings, const QString &flag);

} // namespace pulse
