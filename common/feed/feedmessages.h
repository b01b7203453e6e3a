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

/// The version of the messages below; docs/feed.md describes them.
constexpr int feedVersion = 1;

constexpr qsizetype feedChunkRecords = 500;     ///< in one message
constexpr qsizetype feedChunkBytes = 32 * 1024; ///< of the records in one message

/// A record under the id by which a client says where it stopped. Ids are opaque to clients.
struct FeedRecord
{
    QByteArray id;
    Record record;

    bool operator==(const FeedRecord &) const = default;
};

/// From the gateway, first of all.
struct FeedHello
{
    int version = feedVersion;
    QString gateway;                   ///< its version
    std::chrono::milliseconds beat{0}; ///< a silence longer than twice this is a lost connection
    QStringList outputs;               ///< what can be followed

    bool operator==(const FeedHello &) const = default;
};

/// From a client, once: what it wants.
struct FeedFollow
{
    int version = feedVersion;
    QStringList outputs;                   ///< which ones; none: all
    QHash<QString, QByteArray> after;      ///< id of the last record that is known, by output
    qint64 span = 6 * 3600 * qint64(1000); ///< ms of history, where nothing is known
    bool measurements = true;              ///< wants them, too

    bool operator==(const FeedFollow &) const = default;
};

/// Records of one output, oldest first: history, or the newest one.
struct FeedRecords
{
    QString output;
    QList<FeedRecord> records;
    bool anew = false; ///< what was known of the output before is void
    bool more = false; ///< what follows belongs to the same history
    /// They have just been written; else the client missed them. Nothing: an old gateway, which does not report that.
    std::optional<bool> isLive{};

    bool operator==(const FeedRecords &) const = default;
};

/// How old the newest record of an output is, after records that are not live.
struct FeedAge
{
    QString output;
    std::optional<qint64> age; ///< ms since it was written; nothing: not known

    bool operator==(const FeedAge &) const = default;
};

/// How an output is doing, as SourceStatus says it.
struct FeedStatus
{
    QString output;
    SourceStatus status;

    bool operator==(const FeedStatus &) const = default;
};

/// What is known of the function behind an output.
struct FeedReport
{
    QString output;
    FunctionReport report;
    qsizetype keptFailures = 0; ///< of the message before, the newest, that follow those in `report`

    bool operator==(const FeedReport &) const = default;
};

/// Nothing new; the connection is alive.
struct FeedBeat
{
    bool operator==(const FeedBeat &) const = default;
};

/// Of a later version; to be ignored.
struct FeedUnknown
{
    QString type;

    bool operator==(const FeedUnknown &) const = default;
};

using FeedMessage =
    std::variant<FeedHello, FeedFollow, FeedRecords, FeedAge, FeedStatus, FeedReport, FeedBeat, FeedUnknown>;

/// As the field `state` has it.
const char *feedStateName(SourceStatus::Kind kind);

/// One JSON object, compact. Of FeedRecords the records have to have one shape, which is what `firstFeedChunk` sees to.
QByteArray encodeFeed(const FeedMessage &message);

/// What a record counts in a message.
inline qsizetype feedBytes(const FeedRecord &one)
{
    return one.record.output.size() + one.record.input.size();
}

/// Those of the records that go into the first message: of one shape, that is, whose results have the same names in the
/// same order, and whose measurements have; `feedChunkRecords` at most, and `feedChunkBytes` or a single one. `more` is
/// set where others are left.
FeedRecords firstFeedChunk(const FeedRecords &records);

/// Error: what is wrong, one sentence without a full stop.
Result<FeedMessage> decodeFeed(QByteArrayView json);

} // namespace pulse
