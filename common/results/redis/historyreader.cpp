// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/results/redis/historyreader.h"

#include "common/results/outputkeys.h"
#include "common/results/redis/historyentry.h"

#include <algorithm>

namespace pulse {

using Kind = RedisError::Kind;

HistoryReader::HistoryReader(RedisClient &client, QByteArray outputKey, int length, qsizetype maximumInputBytes)
    : m_client(client)
    , m_key(historyKey(outputKey))
    , m_length(length)
    , m_maximumInputBytes(maximumInputBytes)
{
}

void HistoryReader::read(QObject *context, Handler handler)
{
    m_records.clear();
    m_newest = {};
    m_inputBytes = 0;
    readPage("+", context, std::move(handler));
}

QList<Record> HistoryReader::takeRecords()
{
    QList<Record> records = std::exchange(m_records, {});
    std::ranges::reverse(records);
    return records;
}

void HistoryReader::readPage(const QByteArray &end, QObject *context, Handler handler)
{
    const qsizetype count = std::clamp<qsizetype>(m_length - m_records.size(), 1, m_pageLength);
    m_client.send({"XREVRANGE", m_key, end, "-", "COUNT", QByteArray::number(count)}, context,
                  [this, end, count, context, handler = std::move(handler)](const RedisResult &reply) {
                      handlePage(end, count, reply, context, handler);
                  });
}

void HistoryReader::handlePage(const QByteArray &end, qsizetype asked, const RedisResult &reply, QObject *context,
                               const Handler &handler)
{
    if (!m_client.isReady())
        return;
    if (!reply && reply.error().kind == Kind::ReplyTooLarge && m_pageLength > 1) {
        m_pageLength = std::max<qsizetype>(1, m_pageLength / 4);
        readPage(end, context, handler);
        return;
    }
    const bool isRefused = !reply && isRefusal(reply.error().kind);
    // After any other error (the key has another type, or one entry is over the limit), the records so far are used.
    const std::vector<StreamEntry> entries = reply ? entriesOf(*reply) : std::vector<StreamEntry>();
    if (m_records.isEmpty())
        m_newest = newestOf(reply);
    for (const StreamEntry &entry : entries)
        add(entry);
    const bool hasMore = static_cast<qsizetype>(entries.size()) == asked && m_records.size() < m_length;
    if (hasMore)
        readPage(entries.back().id.previous().toBytes(), context, handler);
    else
        handler(isRefused ? std::optional(reply.error()) : std::nullopt);
}

/// Bounds memory: keeps the newest inputs, and none from the first one on that does not fit.
void HistoryReader::add(const StreamEntry &entry)
{
    m_records.append(toRecord(entry));
    QByteArray &input = m_records.last().input;
    m_inputBytes += input.size();
    if (m_inputBytes > m_maximumInputBytes)
        input = {};
}

} // namespace pulse
