// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QHostAddress>
#include <QList>

#include <utility>

namespace pulse {

struct HttpRequest;

/// An IPv4-mapped IPv6 address as the IPv4 address that it is, and any address without its scope.
QHostAddress plainAddress(const QHostAddress &address);

/// What limits per address count: the address itself, or of IPv6 its /64, since that is what one customer is given.
QHostAddress networkOf(const QHostAddress &address);

/// The proxies whose header X-Forwarded-For is believed.
class TrustedProxies
{
public:
    /// `text`: ADDRESS or ADDRESS/BITS. False: it is neither.
    bool add(const QString &text);

    bool contains(const QHostAddress &address) const;

    /// The client that a request counts for: the peer, or if that is a trusted proxy, the rightmost address in
    /// X-Forwarded-For that is none. What is to the left of an entry that is no address is not believed.
    QHostAddress clientOf(const QHostAddress &peer, const HttpRequest &request) const;

private:
    QList<std::pair<QHostAddress, int>> m_networks; // address, bits
};

} // namespace pulse
