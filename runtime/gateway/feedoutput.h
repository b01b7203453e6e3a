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

/// The records of one output key, as far back as clients may ask, read once for all of them. Each has a place in the
/// sequence of all records that there ever were, and an id by which a client finds its place again, even in another
/// gateway: `<time>-<counter>`, made from what lies in Redis.
///
/// A client goes through the places from where it is to `end()`. Where its place is before `begin()`, what it knows is
/// void: it fell behind, or the history is another one.
class FeedOutput : public QObject
{
    Q_OBJECT

public:
    struct Limits
    {
        qint64 span = 6 * 3600 * qint64(1000); ///< ms
        qsizetype bytes = 64 * 1024 * 1024;    ///< of records; the newest one is kept in any case
    };

    FeedOutput(const OutputFollower::Options &options, const QByteArray &inputKey, const Limits &limits,
               QObject *parent = nullptr);

    void open() { m_source.open(); }
    QString key() const { return m_source.status().key; }
    FeedStatus status() const { return {key(), m_source.status()}; }

    /// Whether it is known what there is. Before, a client cannot be told whether what it knows is void.
    bool isRead() const { return m_isRead; }
    quint64 begin() const { return m_begin; }
    quint64 end() const { return m_begin + m_records.size(); }
    quint64 liveFrom() const { return m_liveFrom; }                ///< the records from this place on arrived live
    std::optional<quint64> placeAfter(const QByteArray &id) const; ///< nothing where the id is not known
    quint64 placeSince(qint64 time) const;                         ///< of the first record not older (ms since epoch)
    quint64 placeWithin(qint64 span) const; ///< of the first record that is at most `span` ms older than the newest
    const FeedRecord &recordAt(quint64 place) const { return m_records[static_cast<std::size_t>(place - m_begin)]; }

    /// How long ago the newest record was written, ms; nothing: there is none, or that is not known.
    std::optional<qint64> age() const;

    /// The message for one who is at `place`, which moves on behind what is in it. `anew`, `isLive`: see FeedRecords.
    QString messageAt(quint64 &place, bool anew, bool isLive, bool measurements);
    QString statusMessage();
    /// For one who knows the failures of that number, which becomes the newest. None has the number 0.
    QString reportMessage(quint64 &failures);

Q_SIGNALS:
    void grown(); ///< end() or begin() moved
    void statusChanged();
    void reportChanged();
    void aged(); ///< age() is another than the time that passed makes it

private:
    using Places = QHash<QByteArray, quint64>; // by id

    struct Message
    {
        QString text;
        quint64 end; ///< place behind its records
        bool more;   ///< others were there already, so it will never hold more
    };

    void takeHistory(const QList<Record> &records);
    void takeRecord(const Record &record, bool isLive);
    void takeAge(std::optional<qint64> age);
    void takeStatus(const SourceStatus &status);
    void takeReport(const FunctionReport &report);
    void append(const FeedRecord &one);
    void clear();
    qint64 confirmedTime() const;
    void dropOldest();
    static QByteArray freeId(qint64 time, const Places &taken);
    Message makeMessage(quint64 place, bool anew, bool isLive, bool measurements) const;

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
    quint64 m_failures = 1;      // counts how often they changed
    qsizetype m_newFailures = 0; // of m_report, since the change before

    // Messages, made once for all clients; empty: not made yet.
    QCache<QByteArray, Message> m_messages;
    QString m_statusMessage;
    std::array<QString, 3> m_reportMessages; // with no failures, those that came last, and all
};

} // namespace pulse
