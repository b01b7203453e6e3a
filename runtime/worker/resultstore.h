// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/redis/redisclient.h"

#include <functional>
#include <optional>

namespace pulse {

/// Writes results: the output key and the history stream, in one transaction. Where the server does not let the
/// history be written, results go to the output key alone. A result that could not be stored is kept, until a newer
/// one takes its place.
class ResultStore : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        QByteArray outputKey;  ///< empty: results are dropped
        int historyLength = 0; ///< entries; 0: no history
        bool historyInputs = true;
    };
    using Handler = std::function<void(const std::optional<RedisError> &)>;

    ResultStore(Options options, RedisClient &client, QObject *parent = nullptr);

    void put(const QByteArray &result, const QByteArray &input);
    /// Writes what is pending; the handler is called once, with the error or with nothing. Another result may be `put`
    /// and flushed meanwhile.
    void flush(const Handler &handler);

Q_SIGNALS:
    void historyWritten();
    void historyRefused(const pulse::RedisError &error); ///< until the next connection

private:
    struct Entry
    {
        QByteArray result;
        QByteArray input;
        qint64 time = 0; // ms since epoch
        quint64 number = 0;
    };

    void writeBoth(const Handler &handler);
    void writeResult(const Handler &handler, const std::optional<RedisError> &historyError);
    void stored(quint64 number);
    RedisCommand setCommand() const;
    RedisCommand historyCommand() const;
    void refuseHistory(const RedisError &error);

    Options m_options;
    RedisClient &m_client;
    std::optional<Entry> m_pending;
    quint64 m_lastNumber = 0;
    bool m_withHistory;
};

} // namespace pulse
