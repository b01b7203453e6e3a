// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/core/listenaddress.h"

namespace pulse {

QString ListenAddress::text() const
{
    const bool isIPv6 = address.protocol() == QAbstractSocket::IPv6Protocol;
    const QString host = address == QHostAddress(QHostAddress::Any) ? QString() : address.toString();
    return (isIPv6 ? QStringLiteral("[%1]:%2") : QStringLiteral("%1:%2")).arg(host).arg(port);
}

QUrl ListenAddress::url(const QString &scheme) const
{
    const QList<QHostAddress> all = {QHostAddress(QHostAddress::Any), QHostAddress(QHostAddress::AnyIPv4),
                                     QHostAddress(QHostAddress::AnyIPv6)};
    QUrl url;
    url.setScheme(scheme);
    url.setHost(all.contains(address) ? QStringLiteral("localhost") : address.toString());
    url.setPort(port);
    url.setPath(QStringLiteral("/"));
    return url;
}

QHostAddress readListenHost(const QString &text)
{
    const bool hasBrackets = text.startsWith(QLatin1Char('[')) && text.endsWith(QLatin1Char(']'));
    const QHostAddress address(hasBrackets ? text.mid(1, text.size() - 2) : text);
    return address == QHostAddress(QHostAddress::AnyIPv6) ? QHostAddress(QHostAddress::Any) : address;
}

ListenAddress readListenAddress(Settings &settings, const QString &flag)
{
    const QString text = settings.text(flag);
    const qsizetype colon = text.lastIndexOf(QLatin1Char(':'));
    const QString host = text.left(qMax(colon, qsizetype(0)));
    bool isPort = false;
    const int port = text.mid(colon + 1).toInt(&isPort);
    const QHostAddress address = host.isEmpty() ? QHostAddress(QHostAddress::Any) : readListenHost(host);
    if (colon < 0 || !isPort || port < 0 || port > 65535 || address.isNull()) {
        settings.fail(flag, QStringLiteral("must be ADDRESS:PORT, as in 0.0.0.0:53004 or [::]:53004"));
        return {};
    }
    return {address, static_cast<quint16>(port)};
}

} // namespace pulse
