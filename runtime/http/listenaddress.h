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

    QString text() const;     ///< as it is written in a setting: "127.0.0.1:53004", "[::]:53004"
    QString hostText() const; ///< the address in it, without brackets
    /// What to open in a browser on this machine.
    QUrl url(const QString &scheme = u"http"_s) const;

    bool operator==(const ListenAddress &) const = default;
};

/// An address to listen on; `::` is all addresses of both IPv6 and IPv4, as far as the system has them. Null: not one.
QHostAddress readListenHost(const QString &text);

/// The value of a setting like "0.0.0.0:53004", "[::]:53004" or ":53004"; what is wrong is then in settings.error().
ListenAddress readListenAddress(Settings &settings, const QString &flag);

} // namespace pulse
