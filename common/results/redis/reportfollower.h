// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/redis/redisclient.h"
#include "common/redis/redisstream.h"
#include "common/results/functionstatus.h"

#include <QTimer>

namespace pulse {

/// Follows the runtime's report on the function: reads the hash K:status and the stream K:errors of an output key K
/// every `period` while the client is connected, and keeps the last report while it is not. If failures have long
/// texts, fewer than 100 are kept. It also reads the hash I:machine of the input key I, without which nothing is
/// missing but the machine.
class ReportFollower : public QObject
{
    Q_OBJECT

public:
    /// `client` outlives this. `inputKey`: used if the runtime does not report its input key; empty: not known.
    ReportFollower(RedisClient &client, QByteArray outputKey, QByteArray inputKey,
                   std::chrono::milliseconds period = std::chrono::seconds(2), QObject *parent = nullptr);

    const FunctionReport &report() const noexcept { return m_report; }

Q_SIGNALS:
    void changed(const pulse::FunctionReport &report);

private:
    void start();
    void read();
    void handleStatus(const RedisResult &reply);
    QByteArray measuredKey() const;
    void readMachine();
    void handleMachine(const RedisResult &reply, const QByteArray &key);
    void readFailures(const QByteArray &newest, int count, RedisClient::Handler handler);
    void readPage(const QByteArray &newest);
    void handleNewestFailure(const RedisResult &reply);
    void handlePage(const RedisResult &reply);
    void handleFailuresError(const RedisError &error);
    void finish();

    RedisClient &m_client;
    QByteArray m_outputKey;
    QByteArray m_inputKey;
    QTimer m_timer;
    bool m_isReading = false;
    FunctionReport m_next; // not complete yet
    FunctionReport m_report;
    StreamId m_newestFailure;    // of m_next; 0-0: none
    StreamId m_newestRead;       // of m_failures
    QList<Failure> m_failures;   // being read
    qsizetype m_failureText = 0; // characters in them
    Problem m_statusProblem;
    Problem m_failuresProblem;
};

} // namespace pulse
