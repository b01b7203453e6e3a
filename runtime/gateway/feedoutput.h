// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/feed/feedmessages.h"
#include "common/results/redis/redissource.h"
#include "common/results/sourceclock.h"

#include <QCache>

#include <array>
#include <deque>
#include <optional>

namespace pulse {

/// The records of one output key that clients can request, read once for all clients. Each record has a place in the
/// sequence of all records so far, and an id with which a client finds its place again, also at another gateway:
/// `<time>-<counter>`, derived from what is stored in Redis.
///
/// A client advances from its place to `end()`. If its place is before `begin()`, it has to discard its records: it was
/// too slow, or there is another history.
class FeedOutput : public QObject
{
    Q_OBJECT

public:
    struct Limits
    {
        qint64 span = 6 * 3600 * qint64(1000); ///< ms
        qsizetype bytes = 64 * 1024 * 1024;    ///< of records; the newest one is always kept
    };

    FeedOutput(const OutputFollower::Options &options, const QByteArray &inputKey, const Limits &limits,
               QObject *parent = nullptr);

    void open() { m_source.open(); }
    QString key() const { return m_source.status().key; }
    FeedStatus status() const { return {key(), m_source.status()}; }

    /// Returns whether the history has been read. Before that, it is unknown whether a client's records are still
    /// valid.
    bool isRead() const { return m_isRead; }
    quint64 begin() const { return m_begin; }
    quint64 end() const { return m_begin + m_records.size(); }
    quint64 liveFrom() const { return m_liveFrom; }                ///< records from this place on arrived live
    std::optional<quint64> placeAfter(const QByteArray &id) const; ///< empty if the id is unknown
    quint64 placeSince(qint64 time) const; ///< place of the first record with this time (ms since epoch) or a later one
    quint64 placeWithin(qint64 span) const; ///< place of the first record at most `span` ms older than the newest
    const FeedRecord &recordAt(quint64 place) const { return m_records[static_cast<std::size_t>(place - m_begin)]; }

    /// Returns how long ago the newest record was written, in ms; empty: unknown, or there is no record.
    std::optional<qint64> age() const;

    /// Returns the next message for a client at `place`, and advances `place` behind the records in it.
    /// `replacesEarlier`, `isLive`: see FeedRecords.
    QString messageAt(quint64 &place, bool replacesEarlier, bool isLive, bool measurements);
    QString statusMessage();
    /// Returns the report with the failures that are newer than `failures`, the number of the last list that the client
    /// received, and updates that number. 0: the client has received none.
    QString reportMessage(quint64 &failures);

Q_SIGNALS:
    void recordsChanged(); ///< begin() or end() changed
    void statusChanged();
    void reportChanged();
    void ageChanged(); ///< age() changed by more than the time that passed

private:
    using Places = QHash<QByteArray, quint64>; // by id

    struct Message
    {
        QString text;
        quint64 end; ///< the place after its records
        bool more;   ///< later records existed, so the message stays the same
    };

    void handleHistory(const QList<Record> &records);
    void handleRecord(const Record &record, bool isLive);
    void handleAge(std::optional<qint64> age);
    void handleStatus(const SourceStatus &status);
    void handleReport(const FunctionReport &report);
    void append(const FeedRecord &one);
    void clear();
    qint64 confirmedTime() const;
    void dropOldest();
    static QByteArray freeId(qint64 time, const Places &taken);
    Message makeMessage(quint64 place, bool replacesEarlier, bool isLive, bool measurements) const;

    RedisSource m_source;
    Limits m_limits;
    bool m_isRead = false;
    quint64 m_begin = 0; // place of m_records.front()
    quint64 m_liveFrom = 0;
    SourceClock m_clock;
    std::deque<FeedRecord> m_records;
    Places m_places;
    qsizetype m_bytes = 0; // of m_records
    FunctionReport m_report;
    quint64 m_failures = 1;      // number of the current list of failures
    qsizetype m_newFailures = 0; // how many of the list are not in the previous one

    // Messages, encoded once for all clients; empty: not encoded yet.
    QCache<QByteArray, Message> m_messages;
    QString m_statusMessage;
    std::array<QString, 3> m_reportMessages; // with no failures, those of m_newFailures, all
};

} // namespace pulse
