// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/http/listenaddress.h"

#include "common/core/hostbrackets.h"
#include "common/core/literals.h"

namespace pulse {

QString ListenAddress::text() const
{
    return u"%1:%2"_s.arg(withBrackets(hostText())).arg(port);
}

QString ListenAddress::hostText() const
{
    return (address == QHostAddress(QHostAddress::Any) ? QHostAddress(QHostAddress::AnyIPv6) : address).toString();
}

QUrl ListenAddress::url(const QString &scheme) const
{
    const QList<QHostAddress> all = {QHostAddress(QHostAddress::Any), QHostAddress(QHostAddress::AnyIPv4),
                                     QHostAddress(QHostAddress::AnyIPv6)};
    QUrl url;
    url.setScheme(scheme);
    url.setHost(all.contains(address) ? u"localhost"_s : address.toString());
    url.setPort(port);
    url.setPath(u"/"_s);
    return url;
}

QHostAddress readListenHost(const QString &text)
{
    const QHostAddress address(withoutBrackets(text));
    return address == QHostAddress(QHostAddress::AnyIPv6) ? QHostAddress(QHostAddress::Any) : address;
}

ListenAddress readListenAddress(Settings &settings, const QString &flag)
{
    const QString text = settings.text(flag);
    const qsizetype colon = text.lastIndexOf(':'_L1);
    const QString host = text.left(qMax(colon, qsizetype(0)));
    bool isPort = false;
    const int port = text.mid(colon + 1).toInt(&isPort);
    const QHostAddress address = host.isEmpty() ? QHostAddress(QHostAddress::Any) : readListenHost(host);
    if (colon < 0 || !isPort || port < 0 || port > 65535 || address.isNull()) {
        settings.fail(flag, u"must be ADDRESS:PORT with an IP address, as in 127.0.0.1:53004 or [::]:53004"_s);
        return {};
    }
    return {address, static_cast<quint16>(port)};
}

} // namespace pulse
