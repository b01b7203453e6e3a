// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/redis/redisclient.h"

#include <QProcess>
#include <QTemporaryDir>

namespace pulse::test {

/// A real twemproxy (nutcracker) on a free port of 127.0.0.1, in front of the Redis server at that port. Started by
/// `start`, killed with the object. It supports GET, SET, PING and some more commands, and closes the connection on all
/// others: CLIENT, SELECT, MULTI, streams, SUBSCRIBE, SCAN, TIME.
class NutcrackerServer
{
public:
    explicit NutcrackerServer(quint16 redisPort);
    ~NutcrackerServer();

    bool start(); ///< returns true when it accepts connections

    quint16 port() const { return m_port; }
    RedisUrl url() const;
    RedisOptions options() const; ///< for `url`, with short retry pauses, and without what other clients detected

private:
    QTemporaryDir m_folder;
    QProcess m_process;
    quint16 m_redisPort;
    quint16 m_port;
    quint16 m_statisticsPort;
};

} // namespace pulse::test
