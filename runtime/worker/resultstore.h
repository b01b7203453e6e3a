// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/redis/redisclient.h"

#include <functional>
#include <optional>

namespace pulse {

/// Writes what a call leaves behind: the result under the output key, its entry in the history stream, and the
/// function's state, in one transaction. Where the server refuses history or state, the rest is written without them.
/// What could not be stored is kept, until something newer takes its place.
class ResultStore : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        QByteArray outputKey;  ///< empty: nothing is written
        int historyLength = 0; ///< entries; 0: no history
        bool historyInputs = true;
    };
    /// What accompanies the result.
    enum class Companion { History, State };
    using Handler = std::function<void(const std::optional<RedisError> &)>;

    ResultStore(Options options, RedisClient &client, QObject *parent = nullptr);

    void putResult(const QByteArray &result, const QByteArray &input);
    void putState(const QByteArray &state);
    bool hasResult() const noexcept { return m_pending.result.has_value(); } ///< pending
    /// Writes what is pending; the handler is called once, with the error or with nothing. More may
    /// be put and flushed meanwhile. False: there is nothing to write, and the handler is not called.
    bool flush(const Handler &handler);

Q_SIGNALS:
    void accepted(pulse::ResultStore::Companion companion);
    void refused(pulse::ResultStore::Companion companion,
                 const pulse::RedisError &error); ///< until the next connection, or until it may be supported

private:
    /// What is written together.
    struct Entry
    {
        std::optional<QByteArray> result;
        QByteArray input;
        qint64 time = 0; // ms since epoch, of the result
        std::optional<QByteArray> state;
        quint64 resultNumber = 0;
        quint64 stateNumber = 0;
    };
    struct Write
    {
        RedisCommand command;
        std::optional<Companion> companion; // none: the result itself
    };
    using Writes = QList<Write>;

    Writes writesOf(const Entry &entry) const;
    RedisCommand historyCommand(const Entry &entry) const;
    void writeTogether(const Writes &writes, const Handler &handler);
    void writeApart(const Writes &writes, const Handler &handler);
    std::optional<RedisError> judge(const Write &write, const std::optional<RedisError> &error);
    void takeBack(const Entry &entry);
    bool &isKept(Companion companion) { return companion == Companion::History ? m_withHistory : m_withState; }

    Options m_options;
    RedisClient &m_client;
    Entry m_pending;
    quint64 m_resultNumber = 0; // of the newest
    quint64 m_stateNumber = 0;
    bool m_withHistory = false;
    bool m_withState = false;
};

} // namespace pulse
