// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/local/localstack.h"

#include "common/core/literals.h"
#include "common/core/programs.h"
#include "common/redis/redissettings.h"
#include "common/results/samplefunction.h"

#include <QDir>
#include <QFile>

#include <algorithm>

namespace pulse {
namespace {

using namespace std::chrono_literals;

constexpr qsizetype longestSocketPath = 100; // sockaddr_un has room for 107 bytes

/// Returns the first of these programs that is installed.
Result<QString> requireProgram(const QStringList &names, const QString &advice)
{
    for (const QString &name : names) {
        if (const QString path = findProgram(name); !path.isEmpty())
            return path;
    }
    return Error{u"%1 is not installed; %2"_s.arg(names.constFirst(), advice)};
}

/// Returns the environment for the services: that of this process, but with this stack's Redis server. Everything else
/// is passed as flags, which have precedence.
QProcessEnvironment environmentWith(const RedisUrl &redis)
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const Setting &setting : redisServerSettings()) {
        for (const QString &name : setting.variables())
            environment.remove(name);
    }
    environment.insert(u"REDIS_URL"_s, redis.toString()); // not a flag, since it may contain a password
    return environment;
}

QString seconds(std::chrono::milliseconds duration)
{
    return QString::number(static_cast<double>(duration.count()) / 1000);
}

} // namespace

LocalStack::LocalStack(LocalSettings settings, QObject *parent)
    : QObject(parent)
    , m_settings(std::move(settings))
{
}

Result<void> LocalStack::start()
{
    if (const Result<void> prepared = prepareFolder(); !prepared)
        return prepared;
    if (m_settings.redis)
        m_redis = *m_settings.redis;
    else if (const Result<void> added = addRedisServer(); !added)
        return added;
    if (const Result<void> added = addCollector(); !added)
        return added;
    if (const Result<void> added = addRuntime(); !added)
        return added;
    if (const Result<void> added = addGateway(); !added)
        return added;

    RedisOptions options;
    options.url = m_redis;
    options.clientName = u"pulseboard-local"_s;
    options.shortestRetry = 20ms;
    options.longestRetry = 1000ms;
    m_client = std::make_unique<RedisClient>(options);
    connect(m_client.get(), &RedisClient::ready, this, &LocalStack::redisReady);
    connect(m_client.get(), &RedisClient::lost, this, &LocalStack::redisLost);
    if (!m_settings.redis)
        m_services.front()->start();
    m_client->open();
    return {};
}

Result<void> LocalStack::prepareFolder()
{
    QString base = QDir::tempPath();
    if (base.size() > longestSocketPath - 40)
        base = u"/tmp"_s;
    Result<std::unique_ptr<TemporaryFolder>> folder = TemporaryFolder::create(base, u"pulseboard"_s);
    if (!folder)
        return folder.error();
    m_folder = *std::move(folder);
    if (!m_settings.function.isEmpty())
        return {};
    m_settings.function = m_folder->filePath(u"metrics.py"_s);
    QFile file(m_settings.function);
    const QByteArray source = sampleFunction();
    if (!file.open(QIODevice::WriteOnly) || file.write(source) != source.size() || !file.flush())
        return Error{u"The sample function cannot be written to %1"_s.arg(m_settings.function)};
    return {};
}

Service &LocalStack::add(const QString &name, const ProcessCommand &command)
{
    Service &service = *m_services.emplace_back(std::make_unique<Service>(name, command));
    connect(&service, &Service::restarting, this, [this](const QString &why) { Q_EMIT logged(why.toUtf8()); });
    connect(&service, &Service::stopped, this, &LocalStack::stopNext);
    return service;
}

Result<void> LocalStack::addRedisServer()
{
    const Result<QString> program =
        requireProgram({u"redis-server"_s, u"valkey-server"_s},
                       u"install the package redis-server, or name a server with --redis URL"_s);
    if (!program)
        return program.error();
    m_redis = {};
    m_redis.scheme = RedisUrl::Scheme::Unix;
    m_redis.host.clear();
    m_redis.port = 0;
    m_redis.path = m_folder->filePath(u"redis.sock"_s);
    // Its output is shown only if it ends, as the reason in Service::restarting.
    add(u"redis-server"_s, {.program = *program,
                            .arguments = {u"--port"_s, u"0"_s, u"--unixsocket"_s, m_redis.path, u"--unixsocketperm"_s,
                                          u"700"_s, u"--dir"_s, m_folder->path(), u"--save"_s, QString(),
                                          u"--appendonly"_s, u"yes"_s, u"--loglevel"_s, u"warning"_s}});
    return {};
}

Result<void> LocalStack::addCollector()
{
    return addProgram(u"The collector"_s, u"pulseboard-collector"_s,
                      {u"--key"_s, QString::fromUtf8(m_settings.inputKey), u"--period"_s, seconds(m_settings.period)});
}

Result<void> LocalStack::addRuntime()
{
    // The runtime reads often, so that it misses no measurement and handles each one early.
    const std::chrono::milliseconds interval = std::min<std::chrono::milliseconds>(m_settings.period / 4, 500ms);
    const bool isZip = m_settings.function.endsWith(".zip"_L1, Qt::CaseInsensitive);
    return addProgram(u"The runtime"_s, u"pulseboard-runtime"_s,
                      keyFlags() + QStringList{u"--interval"_s, seconds(interval), isZip ? u"--zip"_s : u"--pyfile"_s,
                                               m_settings.function, u"--http-port"_s, u"0"_s});
}

Result<void> LocalStack::addGateway()
{
    if (!m_settings.listen)
        return {};
    QStringList arguments = keyFlags() + QStringList{u"--listen"_s, m_settings.listen->text()};
    if (!m_settings.webFiles.isEmpty())
        arguments += {u"--web"_s, m_settings.webFiles};
    return addProgram(u"The gateway"_s, u"pulseboard-gateway"_s, arguments);
}

QStringList LocalStack::keyFlags() const
{
    return {u"--input-key"_s, QString::fromUtf8(m_settings.inputKey), u"--output-key"_s,
            QString::fromUtf8(m_settings.outputKey)};
}

/// Adds a program of Pulseboard, which uses the stack's Redis.
Result<void> LocalStack::addProgram(const QString &title, const QString &name, const QStringList &arguments)
{
    const Result<QString> program = requireProgram({name}, u"it must be in the folder of pulseboard-local"_s);
    if (!program)
        return program.error();
    const Service &service =
        add(title, {.program = *program, .arguments = arguments, .environment = environmentWith(m_redis)});
    connect(&service, &Service::printed, this, &LocalStack::logged);
    return {};
}

void LocalStack::redisReady()
{
    if (std::exchange(m_announced, true) || m_stopping)
        return;
    for (const auto &service : m_services)
        service->start();
    Q_EMIT ready();
}

void LocalStack::redisLost(const RedisError &error)
{
    // If a private server ends, its Service logs it.
    if (m_settings.redis && !m_stopping && std::exchange(m_lastLoss, error.message) != error.message)
        Q_EMIT logged(error.message.toUtf8());
}

void LocalStack::stop()
{
    if (std::exchange(m_stopping, true))
        return;
    if (m_client)
        m_client->close();
    m_toStop = m_services.size();
    stopNext();
}

void LocalStack::stopNow()
{
    if (m_toStop < m_services.size())
        m_services[m_toStop]->terminate(); // at a second SIGTERM our programs and Redis end at once
}

// Stops in reverse order, so Redis ends last.
void LocalStack::stopNext()
{
    if (m_toStop == 0)
        Q_EMIT stopped();
    else
        m_services[--m_toStop]->stop();
}

} // namespace pulse
