// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/gateway/feedoutput.h"

#include <algorithm>
#include <utility>

namespace pulse {
namespace {

constexpr quint64 messageRecords = feedChunkRecords; // messages of the history start at multiples of this place
constexpr qsizetype cacheBytes = 32 * 1024 * 1024;   // for a whole history, since many clients may connect at once

/// Returns the approximate memory of a record, including its id and place.
qsizetype heldBytes(const FeedRecord &one)
{
    return feedBytes(one) + 256;
}

/// Returns how many failures precede those of `before`; all of them if those do not follow.
qsizetype newFailures(const QList<Failure> &now, const QList<Failure> &before)
{
    const qsizetype count = before.isEmpty() ? now.size() : now.indexOf(before.constFirst());
    const bool follow = count >= 0 && std::equal(now.begin() + count, now.end(), before.begin(),
                                                 before.begin() + std::min(before.size(), now.size() - count));
    return follow ? count : now.size();
}

} // namespace

FeedOutput::FeedOutput(const OutputFollower::Options &options, const QByteArray &inputKey, const Limits &limits,
                       QObject *parent)
    : QObject(parent)
    , m_source(options, inputKey)
    , m_limits(limits)
    , m_messages(cacheBytes)
{
    connect(&m_source, &ResultSource::history, this, &FeedOutput::handleHistory);
    connect(&m_source, &ResultSource::record, this, &FeedOutput::handleRecord);
    connect(&m_source, &ResultSource::aged, this, &FeedOutput::handleAge);
    connect(&m_source, &ResultSource::statusChanged, this, &FeedOutput::handleStatus);
    connect(&m_source, &ResultSource::reportChanged, this, &FeedOutput::handleReport);
}

std::optional<quint64> FeedOutput::placeAfter(const QByteArray &id) const
{
    const auto place = m_places.constFind(id);
    return place == m_places.constEnd() ? std::nullopt : std::optional(*place + 1);
}

quint64 FeedOutput::placeSince(qint64 time) const
{
    const auto isOlder = [time](const FeedRecord &one) { return one.record.time < time; };
    const auto first = std::ranges::find_if_not(m_records, isOlder);
    return m_begin + static_cast<quint64>(first - m_records.begin());
}

quint64 FeedOutput::placeWithin(qint64 span) const
{
    return m_records.empty() ? end() : placeSince(confirmedTime() - span);
}

std::optional<qint64> FeedOutput::age() const
{
    return m_records.empty() ? std::nullopt : m_clock.age(ClockReading::now());
}

/// If the history contains the newest known record, only later records are added: after a reconnect most are known.
void FeedOutput::handleHistory(const QList<Record> &records)
{
    m_isRead = true;
    QList<FeedRecord> history;
    Places places;
    for (const Record &record : records) {
        history.append({freeId(record.time, places), record});
        places.insert(history.constLast().id, 0);
    }
    const QByteArray last = m_records.empty() ? QByteArray() : m_records.back().id;
    const auto known = std::ranges::find(history, last, &FeedRecord::id);
    if (known != history.end())
        history.erase(history.begin(), std::next(known));
    else if (!m_records.empty())
        clear();
    for (const FeedRecord &one : std::as_const(history))
        append(one);
    m_liveFrom = end();
    if (!m_records.empty())
        m_clock.addPast(m_records.back().record.time, ClockReading::now());
    dropOldest();
    Q_EMIT recordsChanged();
}

void FeedOutput::handleRecord(const Record &record, bool isLive)
{
    m_isRead = true;
    append({freeId(record.time, m_places), record});
    m_clock.add(record.time, isLive, ClockReading::now());
    if (!isLive)
        m_liveFrom = end();
    dropOldest();
    Q_EMIT recordsChanged();
}

void FeedOutput::handleAge(std::optional<qint64> age)
{
    m_clock.setAge(age, ClockReading::now());
    Q_EMIT ageChanged();
}

/// If the key has no result, no history is emitted.
void FeedOutput::handleStatus(const SourceStatus &status)
{
    m_isRead = m_isRead || status.kind == SourceStatus::Kind::Waiting;
    m_statusMessage.clear();
    Q_EMIT statusChanged();
}

void FeedOutput::handleReport(const FunctionReport &report)
{
    if (report.failures != m_report.failures) {
        ++m_failures;
        m_newFailures = newFailures(report.failures, m_report.failures);
    }
    m_report = report;
    m_reportMessages = {};
    Q_EMIT reportChanged();
}

void FeedOutput::clear()
{
    m_begin = end() + 1; // so that every earlier place is before it, also the one after the last record
    m_records.clear();
    m_places.clear();
    m_messages.clear();
    m_bytes = 0;
}

void FeedOutput::append(const FeedRecord &one)
{
    m_places.insert(one.id, end());
    m_records.push_back(one);
    m_bytes += heldBytes(one);
}

QByteArray FeedOutput::freeId(qint64 time, const Places &taken)
{
    const QByteArray prefix = QByteArray::number(time) + '-';
    int counter = 0;
    while (taken.contains(prefix + QByteArray::number(counter)))
        ++counter;
    return prefix + QByteArray::number(counter);
}

/// Returns the time of the newest record, but not later than that of the one before or than the source's clock: a clock
/// that was ahead for a moment must not make all other records too old. With fewer than two records: 0.
qint64 FeedOutput::confirmedTime() const
{
    const auto timeOf = [this](std::size_t back) { return m_records[m_records.size() - back].record.time; };
    const qint64 newest = m_records.size() < 2 ? 0 : std::min(timeOf(1), timeOf(2));
    return std::min(newest, m_clock.sourceTime(ClockReading::now()).value_or(newest));
}

void FeedOutput::dropOldest()
{
    const qint64 now = confirmedTime();
    const auto isTooMuch = [this, now] {
        return m_bytes > m_limits.bytes || m_records.front().record.time < now - m_limits.span;
    };
    while (m_records.size() > 1 && isTooMuch()) {
        m_bytes -= heldBytes(m_records.front());
        m_places.remove(m_records.front().id);
        m_records.pop_front();
        ++m_begin;
    }
}

QString FeedOutput::statusMessage()
{
    if (m_statusMessage.isEmpty())
        m_statusMessage = QString::fromUtf8(encodeFeed(status()));
    return m_statusMessage;
}

QString FeedOutput::reportMessage(quint64 &failures)
{
    const qsizetype all = m_report.failures.size();
    const quint64 behind = m_failures - std::exchange(failures, m_failures);
    const qsizetype wanted = behind == 0 ? 0 : behind == 1 ? m_newFailures : all;
    QString &message = m_reportMessages.at(std::min<quint64>(behind, 2));
    if (message.isEmpty()) {
        FeedReport report{key(), m_report, all - wanted};
        report.report.failures = m_report.failures.first(wanted);
        message = QString::fromUtf8(encodeFeed(report));
    }
    return message;
}

QString FeedOutput::messageAt(quint64 &place, bool replacesEarlier, bool isLive, bool measurements)
{
    const QByteArray name =
        QByteArray::number(place) + (replacesEarlier ? 'a' : ' ') + (isLive ? 'l' : ' ') + (measurements ? 'm' : ' ');
    const Message *known = m_messages.object(name);
    const bool isWhole = known && (known->more || known->end == end());
    Message message = isWhole ? *known : makeMessage(place, replacesEarlier, isLive, measurements);
    if (!isWhole)
        m_messages.insert(name, new Message(message), message.text.size() * qsizetype(sizeof(QChar)));
    place = message.end;
    return message.text;
}

FeedOutput::Message FeedOutput::makeMessage(quint64 place, bool replacesEarlier, bool isLive, bool measurements) const
{
    FeedRecords records{key(), {}, replacesEarlier, false, isLive};
    const quint64 last = std::min(end(), (place / messageRecords + 1) * messageRecords);
    qsizetype bytes = 0;
    for (quint64 i = place; i < last && bytes < feedChunkBytes; ++i) {
        FeedRecord one = recordAt(i);
        if (!measurements)
            one.record.input.clear();
        bytes += feedBytes(one);
        records.records.append(one);
    }
    FeedRecords first = firstFeedChunk(records);
    const quint64 next = place + static_cast<quint64>(first.records.size());
    first.more = next < end();
    return {QString::fromUtf8(encodeFeed(first)), next, first.more};
}

} // namespace pulse
