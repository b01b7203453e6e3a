// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/results/functionstatus.h"
#include "common/results/record.h"
#include "common/results/resultsource.h"

#include <QHash>

#include <chrono>
#include <optional>
#include <variant>

namespace pulse {

/// The version of the messages below; docs/reference/feed.md describes them.
constexpr int feedVersion = 1;

constexpr qsizetype feedChunkRecords = 500;     ///< the most records in one message
constexpr qsizetype feedChunkBytes = 32 * 1024; ///< the most bytes of records in one message, see feedBytes()

/// A record with the id that a client sends to continue after it. Ids are opaque to clients.
struct FeedRecord
{
    QByteArray id;
    Record record;

    bool operator==(const FeedRecord &) const = default;
};

/// The gateway's first message.
struct FeedHello
{
    int version = feedVersion;
    QString gateway;                        ///< the version of the gateway
    std::chrono::milliseconds heartbeat{0}; ///< interval; after twice this idle time the connection is lost
    QStringList outputs;                    ///< the output keys that can be followed

    bool operator==(const FeedHello &) const = default;
};

/// The client's only message: what it wants to receive.
struct FeedFollow
{
    int version = feedVersion;
    QStringList outputs;                   ///< the output keys to follow; empty: all
    QHash<QString, QByteArray> after;      ///< id of the last record that the client has, by output
    qint64 span = 6 * 3600 * qint64(1000); ///< ms of history, for outputs without `after`
    bool measurements = true;              ///< send the measurements, too

    bool operator==(const FeedFollow &) const = default;
};

/// Records of one output, oldest first: history, or the newest one.
struct FeedRecords
{
    QString output;
    QList<FeedRecord> records;
    bool replacesEarlier = false; ///< the client discards its earlier records of the output
    bool more = false;            ///< the next message belongs to the same history
    /// True: the records have just been written; false: they were written earlier. Empty: gateways before 0.2.0.
    std::optional<bool> isLive{};

    bool operator==(const FeedRecords &) const = default;
};

/// How old the newest record of an output is, after records that are not live.
struct FeedAge
{
    QString output;
    std::optional<qint64> age; ///< ms since it was written; empty: unknown

    bool operator==(const FeedAge &) const = default;
};

/// The status of an output.
struct FeedStatus
{
    QString output;
    SourceStatus status;

    bool operator==(const FeedStatus &) const = default;
};

/// The status of the function that writes an output, its failures, and the machine that is measured.
struct FeedReport
{
    QString output;
    FunctionReport report;
    qsizetype keptFailures = 0; ///< how many of the previous message's failures follow those in `report`

    bool operator==(const FeedReport &) const = default;
};

/// Sent when there is nothing new; it shows that the connection is alive.
struct FeedHeartbeat
{
    bool operator==(const FeedHeartbeat &) const = default;
};

/// A message of a later version, to be ignored.
struct FeedUnknown
{
    QString type;

    bool operator==(const FeedUnknown &) const = default;
};

using FeedMessage =
    std::variant<FeedHello, FeedFollow, FeedRecords, FeedAge, FeedStatus, FeedReport, FeedHeartbeat, FeedUnknown>;

/// Returns the value of the field `state`.
const char *feedStateName(SourceStatus::Kind kind);

/// Returns one compact JSON object. All records of FeedRecords must have one shape; see firstFeedChunk().
QByteArray encodeFeed(const FeedMessage &message);

/// Returns how many bytes of feedChunkBytes a record uses.
inline qsizetype feedBytes(const FeedRecord &one)
{
    return one.record.output.size() + one.record.input.size();
}

/// Returns the first records, as many as fit into one message: at most `feedChunkRecords`, at most `feedChunkBytes` or
/// a single larger record, and all of one shape, so that their results have the same names in the same order, and so do
/// their measurements. Sets `more` if others remain.
FeedRecords firstFeedChunk(const FeedRecords &records);

/// Error: what is wrong, as one sentence without a full stop.
Result<FeedMessage> decodeFeed(QByteArrayView json);

} // namespace pulse
