// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/literals.h"
#include "common/results/outcome.h"
#include "runtime/service/runtimestatus.h"

#include <QDateTime>

#include <unistd.h>

namespace pulse::test {

/// Returns a status with a value in each field, of a runtime that is ready.
inline RuntimeStatus fullStatus()
{
    RuntimeStatus status;
    status.version = u"0.1.0"_s;
    status.function = u"/opt/usermodule.py"_s;
    status.codeHash = u"ab12"_s;
    status.functionModified = u"2026-11-22 10:30:00"_s;
    status.started = 1'795'343'400'123;
    status.connected = true;
    status.loaded = true;
    for (const Outcome outcome : allOutcomes)
        status.outcomes.append({outcomeName(outcome), static_cast<quint64>(outcome) + 1});
    status.durations = {5, 0, 3, 0, 0, 1, 0, 0, 0, 0, 0, 2};
    status.durationSum = 27.25;
    status.lastCall = 1'795'343'460'500;
    status.lastInput = QDateTime::currentMSecsSinceEpoch() - 2500;
    status.restartsByReason = {{u"timeout"_s, 1}, {u"crash"_s, 2}};
    status.redisConnections = 4;
    status.redisErrors = {{u"timeout"_s, 3}};
    status.supervisorPid = ::getpid();
    status.workerPid = ::getppid();
    return status;
}

} // namespace pulse::test
