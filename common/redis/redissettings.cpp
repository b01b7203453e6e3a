// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/redis/redissettings.h"

#include "common/core/hostbrackets.h"
#include "common/core/literals.h"

#include <QHostAddress>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace pulse {
namespace {

const QString url = u"redis"_s;
const QString host = u"redis-host"_s;
const QString port = u"redis-port"_s;
const QString user = u"redis-user"_s;
const QString password = u"redis-password"_s;

/// Reads the form that Kubernetes uses for a Service called `redis`: tcp://10.0.0.55:6379.
std::optional<QUrl> servicePort(const Settings &settings)
{
    return settings.isServiceLink(port) ? QUrl(settings.text(port), QUrl::StrictMode) : std::optional<QUrl>();
}

/// Returns whether a text is a name or an address; an IPv6 address may be in brackets, as in a URL: [::1].
bool isHost(const QString &text)
{
    static const QRegularExpression name(u"^[\\w.-]+$"_s, QRegularExpression::UseUnicodePropertiesOption);
    const bool isIPv6 = QHostAddress(withoutBrackets(text)).protocol() == QAbstractSocket::IPv6Protocol;
    return isIPv6 || name.match(text).hasMatch();
}

/// Omits the part before the last @, which may contain a password.
QString withoutPassword(const QString &text)
{
    const qsizetype at = std::max<qsizetype>(text.lastIndexOf('@'_L1), 0);
    return text.left(at).contains(':'_L1) ? u"…"_s + text.mid(at) : text;
}

QString readHost(Settings &settings)
{
    const QString text = settings.required(host);
    if (!text.isEmpty() && !isHost(text))
        settings.fail({u"%1=%2: must be a host name or an address alone; give the port in REDIS_PORT "
                       "(--redis-port), or all of it as a URL in REDIS_URL (--redis), like "
                       "redis://host:6379/0"_s.arg(settings.nameOf(host), withoutPassword(text))});
    return withoutBrackets(text);
}

RedisUrl readService(Settings &settings, const QUrl &service)
{
    RedisUrl result;
    result.host = settings.isSet(host) ? readHost(settings) : service.host();
    result.port = static_cast<quint16>(service.port(0));
    if (!service.isValid() || service.host().isEmpty() || result.port == 0)
        settings.fail(port, u"must be a port from 1 to 65535, or tcp://address:port as Kubernetes sets it"_s);
    return result;
}

RedisUrl readHostAndPort(Settings &settings)
{
    RedisUrl result;
    result.host = readHost(settings);
    result.port = static_cast<quint16>(settings.integer(port, 1, 65535));
    return result;
}

} // namespace

QStringList inputKeyAliases()
{
    return {u"INPUT_KEY"_s, u"RUNTIME_INPUT_CHANNEL"_s};
}

QStringList outputKeyAliases()
{
    return {u"OUTPUT_KEY"_s, u"RUNTIME_OUTPUT_CHANNEL"_s};
}

QList<Setting> redisServerSettings()
{
    // A service link as URL or host is an error that says what to write, and never leads to another server.
    return {{.flag = url,
             .variable = u"REDIS_URL"_s,
             .valueName = u"URL"_s,
             .help =
                 u"URL of the Redis server (redis://, rediss:// for TLS, unix:// for a socket), instead of host and "
                 "port."_s,
             .display = Setting::Display::Url,
             .acceptsServiceLink = true},
            {.flag = host,
             .variable = u"REDIS_HOST"_s,
             .valueName = u"HOST"_s,
             .defaultValue = u"localhost"_s,
             .help = u"Host name or address of the Redis server."_s,
             .aliases = {u"REDIS_IP"_s, u"RUNTIME_REDIS_HOST"_s},
             .acceptsServiceLink = true},
            {.flag = port,
             .variable = u"REDIS_PORT"_s,
             .valueName = u"PORT"_s,
             .defaultValue = u"6379"_s,
             .help = u"Port of the Redis server; the variable may also be tcp://address:port, as Kubernetes sets it."_s,
             .aliases = {u"RUNTIME_REDIS_PORT"_s},
             .acceptsServiceLink = true},
            {.flag = user,
             .variable = u"REDIS_USER"_s,
             .valueName = u"NAME"_s,
             .help = u"User of the Redis server (ACL); needs a password."_s},
            {.flag = password,
             .variable = u"REDIS_PASSWORD"_s,
             .valueName = u"TEXT"_s,
             .help = u"Password for the Redis server. Given as a flag, it is visible in the process list until the "
                     "program has started; given as a variable, it never is."_s,
             .display = Setting::Display::Length}};
}

RedisUrl readRedisServer(Settings &settings)
{
    const std::optional<QUrl> service = servicePort(settings);
    const QStringList parts{host, port, user, password};
    const auto outranks = [&settings](const QString &one, const QString &other) {
        return settings.isSet(one) && !settings.isFromFile(one) && settings.isFromFile(other);
    };
    const bool isOutranked = std::ranges::any_of(parts, [&](const QString &part) { return outranks(part, url); });
    if (settings.isSet(url) && !isOutranked) {
        for (const QString &other : parts) {
            const QString why = u"given together with REDIS_URL (--redis); give one of them"_s;
            if (!settings.isSet(other) || outranks(url, other) || (other == port && service))
                continue;
            if (other == password)
                settings.failSecretly(other, why);
            else
                settings.fail(other, why);
        }
        return readRedisUrl(settings, url);
    }
    RedisUrl result = service ? readService(settings, *service) : readHostAndPort(settings);
    result.user = settings.text(user);
    result.password = settings.text(password);
    if (!result.user.isEmpty() && result.password.isEmpty())
        settings.fail(user, u"needs a password, in REDIS_PASSWORD (--redis-password)"_s);
    return result;
}

} // namespace pulse
