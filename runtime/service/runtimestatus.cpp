// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/service/runtimestatus.h"

#include <numeric>

namespace pulse {

RuntimeStatus statusOf(const CallBoard::Figures &figures)
{
    RuntimeStatus status;
    for (const Outcome outcome : allOutcomes) {
        const quint64 count = figures.outcomes.at(static_cast<std::size_t>(outcome));
        status.outcomes.append({outcomeName(outcome), count});
        status.calls += isCall(outcome) ? count : 0;
    }
    const quint64 timed = std::accumulate(figures.durations.begin(), figures.durations.end(), quint64(0));
    status.durations = figures.durations;
    status.durationSum = figures.durationSum;
    status.meanDuration = timed == 0 ? 0 : figures.durationSum / static_cast<double>(timed);
    status.lastDuration = figures.lastDuration;
    status.lastCall = figures.lastCall;
    status.lastInput = figures.lastInput;
    status.connected = figures.connected;
    status.redisConnections = figures.connections;
    for (int kind = 0; kind <= static_cast<int>(RedisError::Kind::Other); ++kind) {
        if (const quint64 count = figures.redisErrors.at(static_cast<std::size_t>(kind)); count > 0)
            status.redisErrors.insert(kindName(static_cast<RedisError::Kind>(kind)), count);
    }
    return status;
}

} // namespace pulse
