// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/redis/redisclient.h"
#include "common/results/functionstatus.h"

#include <QHash>
#include <QJsonObject>
#include <QSet>

#include <functional>

namespace pulse {

/// Writes what the supervisor knows beside the results: K:status (a hash) and K:errors (a stream of the last
/// failures), over a connection of its own, since the worker may be busy or gone. What the server refuses is said once.
class StatusWriter : public QObject
{
    Q_OBJECT

public:
    /// An empty output key: nothing is written.
    StatusWriter(const RedisOptions &options, QByteArray outputKey, QObject *parent = nullptr);

    void open();
    void write(const FunctionStatus &status); ///< if it differs from what was written last
    /// `mostKept`: how many failures the stream has to keep. While the server does not answer the newest ones wait.
    void add(const Failure &failure, qsizetype mostKept);
    void readResult();                                              ///< back, for `result`
    const QJsonObject &result() const noexcept { return m_result; } ///< as it was read last

private:
    void send(
        const RedisCommand &command, const std::function<void()> &onAnswered = [] {});
    void sendFailures();
    void refuse(const QByteArray &key, const RedisError &error);

    RedisClient m_client;
    QByteArray m_outputKey;
    RedisCommand m_lastStatus;
    QList<RedisCommand> m_unsent;          // failures, the oldest first
    qsizetype m_unanswered = 0;            // of those that were sent
    QSet<QByteArray> m_refused;            // keys, on this connection
    QHash<QByteArray, QString> m_refusals; // what was logged of a key last
    QJsonObject m_result;
};

} // namespace pulse
