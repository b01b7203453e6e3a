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

    /// All services run.
    virtual void ready(const RedisUrl &redis, const QByteArray &outputKey) = 0;
    /// `isLive`: see OutputFollower::record.
    virtual void show(const Record &record, bool isLive) = 0;
    /// How old the newest result is that is not live, ms; nothing: that is not known.
    virtual void setAge(std::optional<qint64>) {}
    /// Shows one line of the log of any of the programs.
    virtual void log(const QByteArray &line) = 0;
};

} // namespace pulse
