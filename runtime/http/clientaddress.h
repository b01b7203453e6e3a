// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QHostAddress>
#include <QList>

#include <utility>

namespace pulse {

struct HttpRequest;

/// Converts an IPv4-mapped IPv6 address to IPv4, and removes the scope of any address.
QHostAddress plainAddress(const QHostAddress &address);

/// Returns the unit that limits per address count: an IPv4 address, or the /64 of an IPv6 address, since one customer
/// gets a /64.
QHostAddress networkOf(const QHostAddress &address);

/// The proxies whose header X-Forwarded-For is trusted.
class TrustedProxies
{
public:
    /// `text`: ADDRESS or ADDRESS/BITS. Returns false if it is neither.
    bool add(const QString &text);

    bool contains(const QHostAddress &address) const;

    /// Returns the client that a request counts for: the peer, or if that is a trusted proxy, the rightmost address in
    /// X-Forwarded-For that is not a trusted proxy. Entries to the left of one that is not an address are ignored.
    QHostAddress clientOf(const QHostAddress &peer, const HttpRequest &request) const;

private:
    QList<std::pair<QHostAddress, int>> m_networks; // address, bits
};

} // namespace pulse
