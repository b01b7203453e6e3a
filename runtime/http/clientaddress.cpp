// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/http/clientaddress.h"

#include "common/core/literals.h"
#include "runtime/http/httprequest.h"

#include <algorithm>

namespace pulse {
namespace {

constexpr qsizetype longestAddress = 64; // bytes; with brackets, scope and port

bool isNumber(QByteArrayView text)
{
    return !text.isEmpty() && std::ranges::all_of(text, [](char one) { return one >= '0' && one <= '9'; });
}

/// Returns a null address if `text` is not one. IPv4 addresses must have their usual form: "10.1" and "0x0a.0.0.1" are
/// refused.
QHostAddress readAddress(QByteArrayView text)
{
    const QString written = QString::fromLatin1(text);
    const QHostAddress address(written);
    const bool isUsual = text.contains(':') || address.toString() == written;
    return isUsual ? plainAddress(address) : QHostAddress();
}

/// Reads an address as proxies write it: "192.0.2.1", "192.0.2.1:443", "2001:db8::1", "[2001:db8::1]",
/// "[2001:db8::1]:443".
QHostAddress readForwarded(QByteArrayView text)
{
    if (text.size() > longestAddress)
        return {};
    const bool isBracketed = text.startsWith('[');
    const qsizetype end = isBracketed ? text.indexOf(']') : text.indexOf(':');
    const bool hasPort = isBracketed || std::ranges::count(text, ':') == 1;
    if (!hasPort)
        return readAddress(text);
    const QByteArrayView port = text.sliced(end + (isBracketed ? 1 : 0));
    if (end < 0 || !(port.isEmpty() || (port.startsWith(':') && isNumber(port.sliced(1)))))
        return {};
    return readAddress(isBracketed ? text.sliced(1, end - 1) : text.first(end));
}

QList<QByteArray> forwardedOf(const HttpRequest &request)
{
    QList<QByteArray> entries;
    for (const HttpHeader &header : request.headers) { // some proxies add a header instead of an entry
        if (header.name == "x-forwarded-for")
            entries += header.value.split(',');
    }
    return entries;
}

} // namespace

QHostAddress plainAddress(const QHostAddress &address)
{
    bool isIPv4 = false;
    const QHostAddress asIPv4(address.toIPv4Address(&isIPv4));
    if (isIPv4)
        return asIPv4;
    QHostAddress plain = address;
    plain.setScopeId({});
    return plain;
}

QHostAddress networkOf(const QHostAddress &address)
{
    const QHostAddress plain = plainAddress(address);
    if (plain.protocol() != QAbstractSocket::IPv6Protocol)
        return plain;
    Q_IPV6ADDR bytes = plain.toIPv6Address();
    std::fill(std::begin(bytes.c) + 8, std::end(bytes.c), quint8(0));
    return QHostAddress(bytes);
}

bool TrustedProxies::add(const QString &text)
{
    const qsizetype slash = text.indexOf('/'_L1);
    const QByteArray address = text.left(slash).toUtf8();
    const QHostAddress plain = readAddress(address);
    const bool isIPv4 = plain.protocol() == QAbstractSocket::IPv4Protocol;
    const int most = isIPv4 ? 32 : 128;
    const QByteArray number = slash < 0 ? QByteArray::number(most) : text.mid(slash + 1).toUtf8();
    bool fits = false;
    const int value = number.toInt(&fits);
    const int bits = isNumber(number) && fits ? value : -1;
    const bool isMapped = isIPv4 && address.contains(':'); // its number of bits would start at another place
    if (plain.isNull() || isMapped || bits < 0 || bits > most)
        return false;
    m_networks.append({plain, bits});
    return true;
}

bool TrustedProxies::contains(const QHostAddress &address) const
{
    const QHostAddress plain = plainAddress(address);
    return std::ranges::any_of(m_networks,
                               [&plain](const auto &one) { return plain.isInSubnet(one.first, one.second); });
}

QHostAddress TrustedProxies::clientOf(const QHostAddress &peer, const HttpRequest &request) const
{
    QHostAddress client = plainAddress(peer);
    QList<QByteArray> entries = forwardedOf(request);
    while (contains(client) && !entries.isEmpty()) {
        const QByteArray entry = entries.takeLast().trimmed();
        const QHostAddress before = readForwarded(entry);
        if (before.isNull())
            break;
        client = before;
    }
    return client;
}

} // namespace pulse
