// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/redis/redisclient.h"

#include <functional>
#include <optional>

namespace pulse {

/// Writes the output of a call: the result to the output key, its entry in the history stream, and the function's
/// state, in one transaction, or one after the other if the server has no MULTI. If the server refuses history or
/// state, the rest is written without them. What cannot be stored is kept until there is something newer.
class ResultStore : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        QByteArray outputKey;  ///< empty: nothing is written
        int historyLength = 0; ///< maximum number of entries; 0: no history
        bool historyInputs = true;
    };
    /// Data that is written along with the result.
    enum class Companion { History, State };
    using Handler = std::function<void(const std::optional<RedisError> &)>;

    ResultStore(Options options, RedisClient &client, QObject *parent = nullptr);

    void putResult(const QByteArray &result, const QByteArray &input);
    void putState(const QByteArray &state);
    bool hasResult() const noexcept { return m_pending.result.has_value(); } ///< not stored yet
    /// Writes the pending data. The handler is called once, with the error or without one; more data can be put and
    /// flushed meanwhile. Returns false, without a call of the handler, if there is nothing to write.
    bool flush(const Handler &handler);

Q_SIGNALS:
    void accepted(pulse::ResultStore::Companion companion);
    /// The server refused this companion, which is omitted until the next connection.
    void refused(pulse::ResultStore::Companion companion, const pulse::RedisError &error);

private:
    /// The data of one write.
    struct Entry
    {
        std::optional<QByteArray> result;
        QByteArray input;
        qint64 time = 0; // of the result, ms since epoch
        std::optional<QByteArray> state;
        quint64 resultNumber = 0;
        quint64 stateNumber = 0;
    };
    struct Write
    {
        RedisCommand command;
        std::optional<Companion> companion; // empty: the result itself
    };
    using Writes = QList<Write>;

    Writes writesOf(const Entry &entry) const;
    RedisCommand historyCommand(const Entry &entry) const;
    void writeTogether(const Writes &writes, const Handler &handler);
    void writeOneByOne(const Writes &writes, const Handler &handler);
    std::optional<RedisError> handleReply(const Write &write, const std::optional<RedisError> &error);
    void restorePending(const Entry &entry);
    bool &isEnabled(Companion companion) { return companion == Companion::History ? m_withHistory : m_withState; }

    Options m_options;
    RedisClient &m_client;
    Entry m_pending;
    quint64 m_resultNumber = 0; // of the newest
    quint64 m_stateNumber = 0;
    bool m_withHistory = false;
    bool m_withState = false;
};

} // namespace pulse
