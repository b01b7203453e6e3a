// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/results/redis/outputfollower.h"

#include <optional>

namespace pulse {

/// How `pulseboard-local` shows results and logs.
class ResultView
{
public:
    virtual ~ResultView() = default;

    /// Called when all services run.
    virtual void ready(const RedisUrl &redis, const QByteArray &outputKey) = 0;
    /// `isLive`: see OutputFollower::record.
    virtual void show(const Record &record, bool isLive) = 0;
    /// The age of the newest result, if it is not live, in ms; nothing: unknown.
    virtual void setAge(std::optional<qint64>) {}
    /// Shows one line of a program's log.
    virtual void log(const QByteArray &line) = 0;
};

} // namespace pulse
