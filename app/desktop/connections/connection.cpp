// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/connections/connection.h"

#include "app/desktop/connections/redisurltext.h"
#include "app/sources/demosource.h"
#include "app/sources/desktop/localsource.h"
#include "app/sources/desktop/tunnelsource.h"
#include "app/sources/feedsource.h"
#include "common/core/literals.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>
#include <array>

namespace pulse {
namespace {

using Kind = Connection::Kind;

constexpr std::array kindNames = {"this-machine", "redis", "gateway", "demo"}; // in the order of Kind

class Texts
{
    Q_DECLARE_TR_FUNCTIONS(Connection)
};

/// Omits empty values.
void put(QJsonObject &object, const char *name, const QString &text)
{
    if (!text.isEmpty())
        object.insert(QLatin1String(name), text);
}

QString withoutPassword(RedisUrl url)
{
    url.password.clear();
    return url.toString();
}

Result<SshTunnel::Options> readSsh(const QString &destination, const QString &jumps, const QString &identity)
{
    SshTunnel::Options ssh;
    const Result<SshDestination> to = SshDestination::parse(destination);
    if (!to)
        return to.error();
    ssh.destination = *to;
    if (!jumps.isEmpty()) {
        const Result<QList<SshDestination>> over = SshDestination::parseJumps(jumps);
        if (!over)
            return over.error();
        ssh.jumps = *over;
    }
    ssh.identityFile = identity;
    return ssh;
}

} // namespace

QString Connection::title() const
{
    if (!name.isEmpty())
        return name;
    const QString key = outputKey.isEmpty() ? QString() : u" · "_s + QString::fromUtf8(outputKey);
    if (kind == Kind::Gateway)
        return gateway.toDisplayString(QUrl::RemoveUserInfo | QUrl::RemoveQuery) + key;
    if (kind == Kind::Demo)
        return Texts::tr("Demo data");
    const QString server = redis ? redis->display() : QString();
    if (kind == Kind::ThisMachine) {
        const QString what = function.isEmpty() ? QString() : u" · "_s + QFileInfo(function).fileName();
        return (server.isEmpty() ? Texts::tr("This machine") : Texts::tr("This machine, on %1").arg(server)) + what;
    }
    const QString place = ssh ? Texts::tr("%1 over %2").arg(server, ssh->destination.toString()) : server;
    return place + key;
}

QString Connection::host() const
{
    switch (kind) {
    case Kind::ThisMachine:
        return function.isEmpty() ? Texts::tr("sample function") : QFileInfo(function).fileName();
    case Kind::Gateway:
        return gateway.host();
    case Kind::Demo:
        return {};
    case Kind::Redis:
        break;
    }
    const QString server = redis->scheme == RedisUrl::Scheme::Unix ? redis->path : redis->host;
    return ssh ? Texts::tr("%1 over %2").arg(server, ssh->destination.toString()) : server;
}

Result<void> Connection::check() const
{
    if (kind == Kind::Redis && (!redis || outputKey.isEmpty()))
        return Error{Texts::tr("has no Redis server, or no output key")};
    if (kind == Kind::Redis && ssh && redis->scheme == RedisUrl::Scheme::Unix)
        return Error{Texts::tr("over SSH, the server must be redis:// or rediss://, not a socket")};
    if (kind == Kind::Gateway && gateway.host().isEmpty())
        return Error{Texts::tr("has no gateway")};
    return {};
}

QString Connection::account() const
{
    if (kind == Kind::Gateway)
        return gateway.toDisplayString(QUrl::RemoveUserInfo | QUrl::RemoveQuery);
    if (!redis)
        return {};
    RedisUrl server = *redis;
    server.database = 0; // one password is for all databases
    QStringList way{server.display()};
    if (ssh) {
        way.append(ssh->destination.toString());
        for (auto jump = ssh->jumps.crbegin(); jump != ssh->jumps.crend(); ++jump)
            way.append(jump->toString());
    }
    return way.join(u" over "_s);
}

QString Connection::secret() const
{
    if (kind == Kind::Gateway)
        return QString::fromUtf8(gatewayToken);
    return redis ? redis->password : QString();
}

void Connection::setSecret(const QString &secret)
{
    if (kind == Kind::Gateway)
        gatewayToken = secret.toUtf8();
    else if (redis)
        redis->password = secret;
}

QJsonObject Connection::toJson() const
{
    QJsonObject object{{u"kind"_s, QLatin1String(kindNames.at(static_cast<std::size_t>(kind)))}};
    put(object, "name", name);
    put(object, "redis", redis ? withoutPassword(*redis) : QString());
    put(object, "ssh", ssh ? ssh->destination.toString() : QString());
    put(object, "sshJump", ssh ? SshDestination::jumpsText(ssh->jumps) : QString());
    put(object, "sshIdentity", ssh ? ssh->identityFile : QString());
    put(object, "gateway", gateway.toString());
    put(object, "outputKey", QString::fromUtf8(outputKey));
    put(object, "inputKey", QString::fromUtf8(inputKey));
    put(object, "function", function);
    return object;
}

Result<Connection> Connection::fromJson(const QJsonObject &object)
{
    const auto text = [&object](const char *field) { return object.value(QLatin1String(field)).toString(); };
    const auto *kind = std::ranges::find(kindNames, text("kind"), [](const char *one) { return QLatin1String(one); });
    if (kind == kindNames.end())
        return Error{Texts::tr("is of an unknown kind")};
    Connection connection;
    connection.kind = static_cast<Kind>(kind - kindNames.begin());
    connection.name = text("name");
    connection.gateway = QUrl(text("gateway"), QUrl::StrictMode);
    connection.outputKey = text("outputKey").toUtf8();
    connection.inputKey = text("inputKey").toUtf8();
    connection.function = text("function");
    if (!text("redis").isEmpty()) {
        const Result<RedisUrl, RedisUrlError> url = RedisUrl::parse(text("redis"));
        if (!url)
            return Error{redisUrlText(url.error())};
        connection.redis = *url;
    }
    if (!text("ssh").isEmpty()) {
        const Result<SshTunnel::Options> ssh = readSsh(text("ssh"), text("sshJump"), text("sshIdentity"));
        if (!ssh)
            return ssh.error();
        connection.ssh = *ssh;
    }
    if (const Result<void> whole = connection.check(); !whole)
        return whole.error();
    return connection;
}

bool isSame(const Connection &a, const Connection &b)
{
    return a.toJson() == b.toJson();
}

bool isReplaced(const Connection &one, const Connection &by)
{
    return isSame(one, by) || (!by.name.isEmpty() && one.name == by.name);
}

std::unique_ptr<ResultSource> makeSource(const Connection &connection)
{
    if (connection.kind == Kind::ThisMachine) {
        LocalMachine::Options local;
        local.redis = connection.redis;
        local.function = connection.function;
        return std::make_unique<LocalSource>(std::move(local));
    }
    if (connection.kind == Kind::Demo)
        return std::make_unique<DemoSource>();
    if (connection.kind == Kind::Gateway) {
        FeedSource::Options feed;
        feed.socket.url = connection.gateway;
        feed.output = QString::fromUtf8(connection.outputKey);
        feed.socket.token = connection.gatewayToken;
        return std::make_unique<FeedSource>(std::move(feed));
    }
    OutputFollower::Options options;
    options.redis.url = *connection.redis;
    options.redis.clientName = u"pulseboard"_s;
    options.key = connection.outputKey;
    if (connection.ssh)
        return std::make_unique<TunnelSource>(*connection.ssh, std::move(options), connection.inputKey);
    auto source = std::make_unique<RedisSource>(std::move(options), connection.inputKey);
    source->suggestKeys();
    return source;
}

} // namespace pulse
