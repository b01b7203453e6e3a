// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/results/failure.h"
#include "runtime/core/callboard.h"

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QString>

namespace pulse {

/// All that the supervisor can say of the service at one moment.
struct RuntimeStatus
{
    QString version;  ///< of the program
    QString function; ///< where it comes from, e.g. "/opt/usermodule.py"; empty: none is loaded
    QByteArray codeHash;
    QString functionModified; ///< "yyyy-MM-dd HH:mm:ss"
    QString trigger;          ///< "poll" or "push"
    qint64 started = 0;       ///< ms since epoch
    bool connected = false;   ///< the worker to Redis
    bool loaded = false;      ///< a function is loaded in a worker that runs
    QString notReady;         ///< why, where one of these two is false: one sentence
    QString loadFailure;      ///< why there is no newer version of the function; empty where nothing failed

    std::array<quint64, outcomeCount> calls{};                  ///< by Outcome
    std::array<quint64, durationLimits.size() + 1> durations{}; ///< not cumulative; of calls that ended by themselves
    double durationSum = 0;                                     ///< s
    double lastDuration = 0;                                    ///< s
    qint64 lastCall = 0;                                        ///< ms since epoch; 0: none yet
    qint64 lastInput = 0; ///< ms since epoch: when a new value was seen last; 0: never

    QMap<QString, quint64> workerRestarts; ///< by reason: "timeout", "memory", "crash", "exit"
    quint64 redisConnections = 0;          ///< made so far by the worker; the first one is no reconnect
    QMap<QString, quint64> redisErrors;    ///< by kindName(RedisError::Kind)
    qint64 supervisorPid = 0;
    qint64 workerPid = 0;    ///< 0: none
    QList<Failure> failures; ///< the last 100, or fewer if their texts are long; oldest first
};

} // namespace pulse
