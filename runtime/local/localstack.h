// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/temporaryfolder.h"
#include "common/redis/redisclient.h"
#include "runtime/local/localsettings.h"
#include "runtime/local/service.h"

#include <memory>
#include <vector>

namespace pulse {

/// All services on one machine: redis-server, collector, runtime and, for browsers, gateway. Starts them in order,
/// watches them, and stops them in reverse order. The private Redis listens on a Unix socket in a folder that only this
/// user can access, and keeps an append-only file there, so that it loses nothing when it is restarted; the folder is
/// removed with this object.
class LocalStack : public QObject
{
    Q_OBJECT

public:
    explicit LocalStack(LocalSettings settings, QObject *parent = nullptr);

    /// Error: a program is missing, or the folder cannot be created.
    Result<void> start();
    void stop();    ///< emits `stopped` at the end
    void stopNow(); ///< after stop(): does not wait for the current call
    bool isStopping() const noexcept { return m_stopping; }

    const RedisUrl &redis() const noexcept { return m_redis; } ///< after `start`

Q_SIGNALS:
    void ready(); ///< emitted once: Redis answers, and the others have been started
    void logged(const QByteArray &line);
    void stopped();

private:
    Result<void> prepareFolder();
    Result<void> addRedisServer();
    Result<void> addCollector();
    Result<void> addRuntime();
    Result<void> addGateway();
    Service &add(const QString &name, const ProcessCommand &command);
    Result<void> addProgram(const QString &title, const QString &name, const QStringList &arguments);
    QStringList keyFlags() const;
    void redisReady();
    void redisLost(const RedisError &error);
    void stopNext();

    LocalSettings m_settings;
    std::unique_ptr<TemporaryFolder> m_folder;
    RedisUrl m_redis;
    std::unique_ptr<RedisClient> m_client;            // detects when Redis is available
    std::vector<std::unique_ptr<Service>> m_services; // in the order of their start
    std::size_t m_toStop = 0;
    QString m_lastLoss;
    bool m_announced = false;
    bool m_stopping = false;
};

} // namespace pulse
