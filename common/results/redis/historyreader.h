// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/redis/redisclient.h"
#include "common/redis/redisstream.h"
#include "common/results/record.h"

#include <functional>
#include <optional>

namespace pulse {

/// Reads the newest entries of the stream K:history, in pages, from the newest entry back.
class HistoryReader
{
public:
    /// Called when the entries are read. The error: the server refuses to read the stream, whatever is in it.
    using Handler = std::function<void(const std::optional<RedisError> &refusal)>;

    /// `client` outlives this. `length`: number of entries. `maximumInputBytes`: of the measurements together; older
    /// records are returned without theirs.
    HistoryReader(RedisClient &client, QByteArray outputKey, int length, qsizetype maximumInputBytes);

    /// Reads from the start. The handler is not called if the connection is lost meanwhile, or `context` is destroyed.
    void read(QObject *context, Handler handler);

    StreamId newest() const noexcept { return m_newest; } ///< of those that were read; 0-0: the stream is empty
    QList<Record> takeRecords();                          ///< oldest first; none are left

private:
    void readPage(const QByteArray &end, QObject *context, Handler handler);
    void handlePage(const QByteArray &end, qsizetype asked, const RedisResult &reply, QObject *context,
                    const Handler &handler);
    void add(const StreamEntry &entry);

    RedisClient &m_client;
    QByteArray m_key;
    int m_length;
    qsizetype m_maximumInputBytes;
    qsizetype m_pageLength = 500; // entries; fewer after a page was too large
    QList<Record> m_records;      // so far, newest first
    StreamId m_newest;            // of m_records
    qsizetype m_inputBytes = 0;   // of m_records, including inputs that were dropped
};

} // namespace pulse
