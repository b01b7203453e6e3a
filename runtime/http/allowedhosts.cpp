// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/http/allowedhosts.h"

#include "common/core/literals.h"

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
    : m_names(names + QStringList{u"localhost"_s, QHostInfo::localHostName().toLower()})
{
}

QString AllowedHosts::nameOf(const QByteArray &authority)
{
    const QUrl url(u"http://"_s + QString::fromLatin1(authority), QUrl::StrictMode);
    const bool isAuthority =
        url.isValid() && url.userInfo().isEmpty() && url.path().isEmpty() && !url.hasQuery() && !url.hasFragment();
    const QString name = isAuthority ? url.host(QUrl::FullyEncoded).toLower() : QString();
    return name.endsWith('.'_L1) ? name.chopped(1) : name;
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
        return u"the header Host is missing, or has no host name"_s;
    return u"%1 is not known as %2; %3"_s.arg(service, QString::fromLatin1(authority), advice.arg(name));
}

QStringList readAllowedHosts(Settings &settings, const QString &flag)
{
    QStringList hosts = settings.list(flag);
    for (QString &host : hosts) {
        const QString name = AllowedHosts::nameOf(host.toLatin1());
        if (name.isEmpty() || QUrl(u"http://"_s + host).port() >= 0)
            settings.failItem(flag, host, u"must be a host name without a port"_s);
        host = name;
    }
    return hosts;
}

} // namespace pulse
