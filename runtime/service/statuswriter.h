// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/redis/redisclient.h"
#include "common/results/functionstatus.h"

#include <QHash>
#include <QJsonObject>
#include <QSet>

#include <functional>

namespace pulse {

/// Writes the status to K:status (a hash) and the last failures to K:errors (a stream), over a connection of its own,
/// because the worker may be busy or may not run. If the server refuses a key, this is logged once.
class StatusWriter : public QObject
{
    Q_OBJECT

public:
    /// With an empty output key nothing is written.
    StatusWriter(const RedisOptions &options, QByteArray outputKey, QObject *parent = nullptr);

    void open();
    void write(const FunctionStatus &status); ///< unless it equals the last one written
    /// `mostKept`: the number of failures that the stream keeps. While the server does not reply, the newest 100 are
    /// queued.
    void add(const Failure &failure, qsizetype mostKept);
    void readResult();                                              ///< updates `result` when the reply arrives
    const QJsonObject &result() const noexcept { return m_result; } ///< the last one that was read

private:
    void send(
        const RedisCommand &command, const std::function<void()> &onAnswered = [] {});
    void sendFailures();
    void refuse(const QByteArray &key, const RedisError &error);

    RedisClient m_client;
    QByteArray m_outputKey;
    RedisCommand m_lastStatus;
    QList<RedisCommand> m_unsent;          // failures, oldest first
    qsizetype m_unanswered = 0;            // number of sent failures without a reply
    QSet<QByteArray> m_refused;            // keys that this connection does not write
    QHash<QByteArray, QString> m_refusals; // key -> last logged error
    QJsonObject m_result;
};

} // namespace pulse
