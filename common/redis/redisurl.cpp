// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/redis/redisurl.h"

#include <QUrl>
#include <QUrlQuery>

#include <optional>

namespace pulse {
namespace {

constexpr quint16 defaultPort = 6379;

std::optional<RedisUrl::Scheme> schemeOf(const QString &name)
{
    if (name == QLatin1String("redis"))
        return RedisUrl::Scheme::Tcp;
    if (name == QLatin1String("rediss"))
        return RedisUrl::Scheme::Tls;
    if (name == QLatin1String("unix") || name == QLatin1String("redis+unix"))
        return RedisUrl::Scheme::Unix;
    return {};
}

QString nameOf(RedisUrl::Scheme scheme)
{
    switch (scheme) {
    case RedisUrl::Scheme::Tcp:
        return QStringLiteral("redis");
    case RedisUrl::Scheme::Tls:
        return QStringLiteral("rediss");
    case RedisUrl::Scheme::Unix:
        return QStringLiteral("unix");
    }
    return {};
}

Error invalid(const QUrl &url, const QString &why)
{
    return {QStringLiteral("Redis URL '%1': %2").arg(url.toDisplayString(), why)};
}

Result<int> parseDatabase(const QUrl &url, const QString &text)
{
    if (text.isEmpty())
        return 0;
    bool ok = false;
    const int database = text.toInt(&ok);
    if (!ok || database < 0)
        return invalid(url, QStringLiteral("the database must be a number, not '%1'").arg(text));
    return database;
}

} // namespace

Result<RedisUrl> RedisUrl::parse(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid()) // the text may hold a password, so it is not repeated
        return Error{QStringLiteral("Not a valid Redis URL (redis://[user:password@]host:port/database): %1")
                         .arg(url.errorString().section(QLatin1Char(';'), 0, 0))};
    const std::optional<Scheme> scheme = schemeOf(url.scheme());
    if (!scheme)
        return invalid(url, QStringLiteral("must start with redis://, rediss:// or unix://"));

    const QUrlQuery query(url);
    RedisUrl result;
    result.scheme = *scheme;
    result.user = url.userName(QUrl::FullyDecoded);
    result.password = url.password(QUrl::FullyDecoded);
    result.caFile = query.queryItemValue(QStringLiteral("cafile"), QUrl::FullyDecoded);

    QString databaseText = query.queryItemValue(QStringLiteral("db"));
    if (*scheme == Scheme::Unix) {
        result.host.clear();
        result.port = 0;
        result.path = url.path(QUrl::FullyDecoded);
        if (!url.host().isEmpty() || result.path.isEmpty())
            return invalid(url, QStringLiteral("needs the absolute path of a socket, as in unix:///run/redis.sock"));
    } else {
        if (!url.host().isEmpty())
            result.host = url.host(QUrl::FullyDecoded);
        const int port = url.port(defaultPort);
        if (port == 0)
            return invalid(url, QStringLiteral("the port must be from 1 to 65535"));
        result.port = static_cast<quint16>(port);
        if (url.path().size() > 1)
            databaseText = url.path().mid(1);
    }
    const Result<int> database = parseDatabase(url, databaseText);
    if (!database)
        return database.error();
    result.database = *database;
    return result;
}

QString RedisUrl::toString() const
{
    QUrl url;
    QUrlQuery query;
    url.setScheme(nameOf(scheme));
    if (!user.isEmpty())
        url.setUserName(user, QUrl::DecodedMode);
    if (!password.isEmpty())
        url.setPassword(password, QUrl::DecodedMode);
    if (scheme == Scheme::Unix) {
        url.setPath(path, QUrl::DecodedMode);
        if (database != 0)
            query.addQueryItem(QStringLiteral("db"), QString::number(database));
    } else {
        url.setHost(host, QUrl::DecodedMode);
        url.setPort(port);
        if (database != 0)
            url.setPath(QLatin1Char('/') + QString::number(database));
    }
    if (!caFile.isEmpty())
        query.addQueryItem(QStringLiteral("cafile"), caFile);
    if (!query.isEmpty())
        url.setQuery(query);
    QString text = url.toString(QUrl::FullyEncoded);
    // QUrl leaves out the authority of a URL without a host, unless a user stands there.
    if (scheme == Scheme::Unix && !text.startsWith(QLatin1String("unix://")))
        text.insert(5, QLatin1String("//"));
    return text;
}

QString RedisUrl::display() const
{
    RedisUrl shown = *this;
    shown.password.clear();
    shown.caFile.clear();
    return shown.toString();
}

} // namespace pulse
