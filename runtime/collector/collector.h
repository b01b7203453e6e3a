// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/literals.h"
#include "common/redis/redisclient.h"
#include "runtime/collector/gaplog.h"
#include "runtime/collector/measurement.h"

#include <QTimer>

#include <optional>

namespace pulse {

struct CollectorOptions
{
    RedisOptions redis;
    QByteArray key; ///< where the measurements go
    std::chrono::milliseconds period{5000};
    QString root = u"/"_s; ///< below which /proc and /sys are
    QString interface;     ///< whose network counters; empty: the default route's
    bool once = false;     ///< print one measurement instead
};

/// How long after the first reading the first measurement is taken: percentages need two readings.
std::chrono::milliseconds firstPause(std::chrono::milliseconds period);

/// Measures every period and writes each measurement to Redis. While Redis is away the measurements are dropped, since
/// an old one is of no use to anybody; the log says so once, and once that it is back. With each measurement it writes
/// what the next collector needs to continue the network counters.
class Collector : public QObject
{
    Q_OBJECT

public:
    explicit Collector(const CollectorOptions &options, QObject *parent = nullptr);

    void start();

private:
    void measure();
    void onWritten(const RedisResult &reply);
    void readEarlierCounters();
    void onCountersRefused(const RedisError &error);
    void onReady();
    void onLost(const RedisError &error);

    RedisClient m_redis;
    QByteArray m_key;
    std::chrono::milliseconds m_period;
    Measurer m_measurer;
    GapLog m_gapLog;
    QTimer m_timer;
    bool m_wasConnected = false;
    bool m_isLost = false;
    bool m_knowsEarlierCounters = false;       // or that there are none; nothing is written before
    bool m_keepsCounters = true;               // the server does not refuse it
    std::optional<RedisError::Kind> m_refused; // what the server last said to SET, unless it was OK
};

} // namespace pulse
