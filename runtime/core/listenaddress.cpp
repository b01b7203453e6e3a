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

ListenAddress readListenAddress(Settings &settings, const QString &flag)
{
    const QString text = settings.text(flag);
    const qsizetype colon = text.lastIndexOf(QLatin1Char(':'));
    QString host = text.left(qMax(colon, qsizetype(0)));
    if (host.startsWith(QLatin1Char('[')) && host.endsWith(QLatin1Char(']')))
        host = host.mid(1, host.size() - 2);
    bool isPort = false;
    const int port = text.mid(colon + 1).toInt(&isPort);
    const QHostAddress address = host.isEmpty() ? QHostAddress(QHostAddress::Any) : QHostAddress(host);
    if (colon < 0 || !isPort || port < 0 || port > 65535 || address.isNull()) {
        settings.fail(flag, QStringLiteral("must be ADDRESS:PORT, as in 0.0.0.0:53004 or [::]:53004"));
        return {};
    }
    return {address, static_cast<quint16>(port)};
}

} // namespace pulse
