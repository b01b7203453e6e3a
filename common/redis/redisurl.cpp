// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/redis/redisurl.h"

#include "common/core/literals.h"

#include <QUrl>
#include <QUrlQuery>

#include <array>
#include <optional>
#include <utility>

namespace pulse {
namespace {

constexpr quint16 defaultPort = 6379;

std::optional<RedisUrl::Scheme> schemeOf(const QString &name)
{
    if (name == "redis"_L1)
        return RedisUrl::Scheme::Tcp;
    if (name == "rediss"_L1)
        return RedisUrl::Scheme::Tls;
    if (name == "unix"_L1 || name == "redis+unix"_L1)
        return RedisUrl::Scheme::Unix;
    return {};
}

QString nameOf(RedisUrl::Scheme scheme)
{
    switch (scheme) {
    case RedisUrl::Scheme::Tcp:
        return u"redis"_s;
    case RedisUrl::Scheme::Tls:
        return u"rediss"_s;
    case RedisUrl::Scheme::Unix:
        return u"unix"_s;
    }
    return {};
}

// The error does not repeat any part of the text: in an invalid URL, what looks like a path may be part of the
// password.
Result<int, RedisUrlError> parseDatabase(const QString &text)
{
    if (text.isEmpty())
        return 0;
    bool ok = false;
    const int database = text.toInt(&ok);
    if (!ok || database < 0)
        return RedisUrlError{QT_TRANSLATE_NOOP("RedisUrl", "the database must be a number, as in redis://host:port/2")};
    return database;
}

Result<void, RedisUrlError> parsePlace(const QUrl &url, RedisUrl &result)
{
    if (result.scheme == RedisUrl::Scheme::Unix) {
        result.host.clear();
        result.port = 0;
        result.path = url.path(QUrl::FullyDecoded);
        if (!url.host().isEmpty() || !result.path.startsWith('/'_L1))
            return RedisUrlError{
                QT_TRANSLATE_NOOP("RedisUrl", "needs the absolute path of a socket, as in unix:///run/redis.sock")};
        return {};
    }
    if (!url.host().isEmpty())
        result.host = url.host(QUrl::FullyDecoded);
    const int port = url.port(defaultPort);
    if (port == 0)
        return RedisUrlError{QT_TRANSLATE_NOOP("RedisUrl", "the port must be from 1 to 65535")};
    result.port = static_cast<quint16>(port);
    return {};
}

QString databaseText(const QUrl &url, RedisUrl::Scheme scheme)
{
    const bool inPath = scheme != RedisUrl::Scheme::Unix && url.path().size() > 1;
    return inPath ? url.path().mid(1) : QUrlQuery(url).queryItemValue(u"db"_s);
}

/// Returns the file parameters of the query, each with its member.
template <typename Url>
auto filesOf(Url &url)
{
    return std::array{std::pair("cafile", &url.caFile), std::pair("certfile", &url.certFile),
                      std::pair("keyfile", &url.keyFile)};
}

} // namespace

RedisUrlError::RedisUrlError(const char *source, const QString &errorDetail)
    : Error{QString::fromLatin1(source)}
    , pattern(source)
    , detail(errorDetail)
{
    if (!detail.isEmpty())
        message = message.arg(detail);
}

Result<RedisUrl, RedisUrlError> RedisUrl::parse(const QString &text)
{
    const QUrl url(text, QUrl::StrictMode);
    const bool isUrl = text.contains("://"_L1);
    if (isUrl && !url.isValid())
        return RedisUrlError{
            QT_TRANSLATE_NOOP("RedisUrl", "must be redis://[user:password@]host:port/database, with special characters "
                                          "percent-encoded (%1)"),
            url.errorString().section(';'_L1, 0, 0)};
    const std::optional<Scheme> scheme = schemeOf(url.scheme());
    if (!isUrl || !scheme)
        return RedisUrlError{
            QT_TRANSLATE_NOOP("RedisUrl", "must start with redis://, rediss:// or unix://, as in redis://host:6379")};
    if (url.hasFragment())
        return RedisUrlError{QT_TRANSLATE_NOOP("RedisUrl", "a '#' in the user or password must be written as %23")};

    RedisUrl result;
    result.scheme = *scheme;
    result.user = url.userName(QUrl::FullyDecoded);
    result.password = url.password(QUrl::FullyDecoded);
    for (const auto &[name, file] : filesOf(result))
        *file = QUrlQuery(url).queryItemValue(QLatin1String(name), QUrl::FullyDecoded);
    if (result.certFile.isEmpty() != result.keyFile.isEmpty())
        return RedisUrlError{
            QT_TRANSLATE_NOOP("RedisUrl", "give certfile and keyfile together: the certificate and its key")};
    if (const Result<void, RedisUrlError> place = parsePlace(url, result); !place)
        return place.error();
    const Result<int, RedisUrlError> database = parseDatabase(databaseText(url, *scheme));
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
            query.addQueryItem(u"db"_s, QString::number(database));
    } else {
        url.setHost(host, QUrl::DecodedMode);
        url.setPort(port);
        if (database != 0)
            url.setPath('/'_L1 + QString::number(database));
    }
    for (const auto &[name, file] : filesOf(*this)) {
        if (!file->isEmpty())
            query.addQueryItem(QLatin1String(name), QString::fromLatin1(QUrl::toPercentEncoding(*file, "/")));
    }
    if (!query.isEmpty())
        url.setQuery(query);
    QString text = url.toString(QUrl::FullyEncoded);
    // QUrl omits the authority of a URL without a host, unless it contains a user.
    if (scheme == Scheme::Unix && !text.startsWith("unix://"_L1))
        text.insert(5, "//"_L1);
    return text;
}

QString RedisUrl::display() const
{
    RedisUrl shown = *this;
    shown.password.clear();
    for (const auto &[name, file] : filesOf(shown))
        file->clear();
    return shown.toString();
}

RedisUrl readRedisUrl(Settings &settings, const QString &flag)
{
    const QString text = settings.text(flag);
    const Result<RedisUrl, RedisUrlError> url = RedisUrl::parse(text);
    if (url)
        return *url;
    const bool isUrl = text.contains("://"_L1);
    if (text.contains('@'_L1) || (isUrl && !QUrl(text).isValid())) // any part of the text may be a password
        settings.failSecretly(flag, url.error().message);
    else if (isUrl)
        settings.fail(flag, url.error().message);
    else
        settings.fail({u"%1=%2: %3"_s.arg(settings.nameOf(flag), text, url.error().message)});
    return {};
}

} // namespace pulse
