// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/results/functionstatus.h"
#include "runtime/core/callboard.h"

#include <QList>
#include <QMap>
#include <QString>

namespace pulse {

/// The state of the service at one moment: what dashboards show, and what only its own endpoints report.
struct RuntimeStatus : FunctionStatus
{
    bool connected = false; ///< whether the worker is connected to Redis
    bool loaded = false;    ///< whether the running worker has loaded a function

    std::array<quint64, durationLimits.size() + 1> durations{}; ///< not cumulative; of calls that ended by themselves
    double durationSum = 0;                                     ///< s
    qint64 lastInput = 0; ///< ms since epoch: when the last new value was read; 0: never

    QMap<QString, quint64> restartsByReason; ///< "timeout", "memory", "crash", "exit"
    quint64 redisConnections = 0;            ///< number of connections so far; the first one is not a reconnect
    QMap<QString, quint64> redisErrors;      ///< by kindName(RedisError::Kind)
    qint64 supervisorPid = 0;
    qint64 workerPid = 0;    ///< 0: none
    QList<Failure> failures; ///< the last 100, or fewer if their texts are long; oldest first
};

/// Returns a status with these statistics; all other fields have their defaults.
RuntimeStatus statusOf(const CallBoard::Figures &figures);

} // namespace pulse
