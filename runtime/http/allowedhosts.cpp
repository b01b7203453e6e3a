// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/http/allowedhosts.h"

#include <QHostAddress>
#include <QHostInfo>
#include <QUrl>

namespace pulse {
namespace {

bool isAddress(const QString &host)
{
    return !QHostAddress(host).isNull();
}

} // namespace

AllowedHosts::AllowedHosts(const QStringList &names)
    : m_names(names + QStringList{QStringLiteral("localhost"), QHostInfo::localHostName().toLower()})
{
}

QString AllowedHosts::nameOf(const QByteArray &authority)
{
    const QUrl url(QStringLiteral("http://") + QString::fromLatin1(authority), QUrl::StrictMode);
    const bool isAuthority =
        url.isValid() && url.userInfo().isEmpty() && url.path().isEmpty() && !url.hasQuery() && !url.hasFragment();
    const QString name = isAuthority ? url.host(QUrl::FullyEncoded).toLower() : QString();
    return name.endsWith(QLatin1Char('.')) ? name.chopped(1) : name;
}

bool AllowedHosts::contains(const QByteArray &authority) const
{
    const QString name = nameOf(authority);
    return isAddress(name) || (!name.isEmpty() && m_names.contains(name));
}

QString AllowedHosts::refusal(const QString &service, const QByteArray &authority, const QString &advice)
{
    const QString name = nameOf(authority);
    if (name.isEmpty())
        return QStringLiteral("the header Host is missing, or has no host name");
    return QStringLiteral("%1 is not known as %2; %3").arg(service, QString::fromLatin1(authority), advice.arg(name));
}

QStringList readAllowedHosts(Settings &settings, const QString &flag)
{
    QStringList hosts = settings.list(flag);
    for (QString &host : hosts) {
        const QString name = AllowedHosts::nameOf(host.toLatin1());
        if (name.isEmpty() || QUrl(QStringLiteral("http://") + host).port() >= 0)
            settings.failItem(flag, host, QStringLiteral("must be a host name without a port"));
        host = name;
    }
    return hosts;
}

} // namespace pulse
