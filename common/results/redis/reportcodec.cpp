// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/results/redis/reportcodec.h"

#include "common/core/boundedtext.h"
#include "common/redis/redisstream.h"
#include "common/results/record.h"

#include <QHash>

#include <array>
#include <cmath>

namespace pulse {
namespace {

constexpr std::array outcomeNames = {"success",       "nothing", "bad_input", "raised", "not_encodable",
                                     "out_of_memory", "skipped", "timed_out", "crashed"};

QHash<QByteArray, QByteArray> fieldsOf(const RedisReply &hash)
{
    QHash<QByteArray, QByteArray> fields;
    for (std::size_t i = 0; i + 1 < hash.elements.size(); i += 2)
        fields.insert(hash.elements[i].bytes, hash.elements[i + 1].bytes);
    return fields;
}

QList<OutcomeCount> outcomesOf(const QHash<QByteArray, QByteArray> &fields)
{
    QList<OutcomeCount> outcomes;
    for (const char *name : outcomeNames) {
        if (const quint64 count = fields.value(name).toULongLong(); count > 0)
            outcomes.append({QString::fromLatin1(name), count});
    }
    return outcomes;
}

/// ms since epoch; 0 if it is no time that a dashboard can show.
qint64 timeOf(const QByteArray &text)
{
    const qint64 time = text.toLongLong();
    return time < 0 || time > latestTime ? 0 : time;
}

/// s; 0 if it is none.
double durationOf(const QByteArray &text)
{
    const double duration = text.toDouble();
    return std::isfinite(duration) && duration >= 0 ? duration : 0;
}

FunctionFailure failureOf(const StreamEntry &entry)
{
    const auto text = [&entry](const char *name, qsizetype longest = longestName) {
        return boundedText(entry.value(name).value_or(QByteArray()), longest);
    };
    return {.time = timeOf(entry.value("time").value_or(QByteArray::number(entry.id.milliseconds))),
            .outcome = text("outcome"),
            .errorType = text("errorType"),
            .errorMessage = text("errorMessage", longestText),
            .stackTrace = text("stackTrace", longestText),
            .inputDigest = text("inputDigest"),
            .duration = durationOf(entry.value("duration").value_or(QByteArray()))};
}

} // namespace

std::optional<FunctionStatus> decodeStatus(const RedisReply &hash)
{
    const QHash<QByteArray, QByteArray> fields = fieldsOf(hash);
    if (fields.isEmpty())
        return {};
    const auto text = [&fields](const char *name) { return boundedText(fields.value(name)); };
    return FunctionStatus{.version = text("version"),
                          .function = text("function"),
                          .functionModified = text("function_modified"),
                          .codeHash = text("code_hash"),
                          .trigger = text("trigger"),
                          .started = timeOf(fields.value("started")),
                          .ready = fields.value("ready") == "1",
                          .reason = text("reason"),
                          .loadFailure = text("load_failure"),
                          .calls = fields.value("calls").toULongLong(),
                          .outcomes = outcomesOf(fields),
                          .lastCall = timeOf(fields.value("last_call")),
                          .lastDuration = durationOf(fields.value("last_duration")),
                          .meanDuration = durationOf(fields.value("mean_duration")),
                          .workerRestarts = fields.value("worker_restarts").toULongLong()};
}

QList<FunctionFailure> decodeFailures(const RedisReply &range)
{
    QList<FunctionFailure> failures;
    for (const StreamEntry &entry : entriesOf(range))
        failures.append(failureOf(entry));
    return failures;
}

} // namespace pulse
