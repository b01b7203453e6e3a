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
    QByteArray key; ///< the key for the measurements
    std::chrono::milliseconds period{5000};
    QString root = u"/"_s; ///< the folder that contains /proc and /sys
    QString interface;     ///< the measured network interface; empty: that of the default route
    QString hostName;      ///< of the measured machine; empty: the one that the system reports
    bool once = false;     ///< print one measurement instead
};

/// The pause between the first reading and the first measurement: percentages need two readings.
std::chrono::milliseconds firstPause(std::chrono::milliseconds period);

/// Measures once per period and writes each measurement to Redis. Without a connection the measurements are dropped,
/// since an old one is of no use; the log reports the beginning and the end of such an outage once. Each write includes
/// the state from which the next collector continues the network counters. The machine itself is described in a key of
/// its own, once for each connection and when its name changes.
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
    void describeMachine();
    void onDescriptionRefused(const RedisError &error);
    void onReady();
    void onLost(const RedisError &error);

    RedisClient m_redis;
    QByteArray m_key;
    std::chrono::milliseconds m_period;
    ProcReader m_reader;
    QString m_hostName; // from the settings
    Measurer m_measurer;
    GapLog m_gapLog;
    QTimer m_timer;
    bool m_wasConnected = false;
    bool m_isLost = false;
    bool m_knowsEarlierCounters = false;       // nothing is written before that key was read
    bool m_keepsCounters = true;               // false after the server refused that key
    bool m_describesMachine = true;            // false after the server refused that one
    QString m_describedName;                   // written over this connection; empty: not yet
    std::optional<RedisError::Kind> m_refused; // the error of the last SET; empty if it succeeded
};

} // namespace pulse
