// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/results/redis/reportcodec.h"

#include "common/redis/redisstream.h"
#include "common/results/fieldtables.h"
#include "common/results/outcome.h"

#include <QHash>

namespace pulse {
namespace {

using HashFields = QHash<QByteArray, QByteArray>;

HashFields fieldsOf(const RedisReply &hash)
{
    HashFields fields;
    for (std::size_t i = 0; i + 1 < hash.elements.size(); i += 2)
        fields.insert(hash.elements[i].bytes, hash.elements[i + 1].bytes);
    return fields;
}

template <class Struct>
Struct decodeHash(const FieldTable<Struct> &table, const HashFields &fields)
{
    return fromRedis(table, [&fields](const char *name) {
        const auto field = fields.constFind(name);
        return field == fields.constEnd() ? std::nullopt : std::optional(*field);
    });
}

QList<OutcomeCount> outcomesOf(const HashFields &fields)
{
    QList<OutcomeCount> outcomes;
    for (const Outcome outcome : allOutcomes) {
        const QString name = outcomeName(outcome);
        if (const quint64 count = fields.value(name.toUtf8()).toULongLong(); count > 0)
            outcomes.append({name, count});
    }
    return outcomes;
}

Failure failureOf(const StreamEntry &entry)
{
    Failure written;
    written.time = static_cast<qint64>(entry.id.milliseconds); // if the entry does not have a time
    return fromRedis(
        failureFields(), [&entry](const char *name) { return entry.value(name); }, written);
}

} // namespace

QByteArrayList encodeStatus(const FunctionStatus &status)
{
    QByteArrayList fields = toRedis(statusFields(), status);
    for (const OutcomeCount &one : status.outcomes)
        fields << one.outcome.toUtf8() << QByteArray::number(one.count);
    return fields;
}

std::optional<FunctionStatus> decodeStatus(const RedisReply &hash)
{
    const HashFields fields = fieldsOf(hash);
    if (fields.isEmpty())
        return {};
    FunctionStatus status = decodeHash(statusFields(), fields);
    status.outcomes = outcomesOf(fields);
    return status;
}

std::optional<Machine> decodeMachine(const RedisReply &hash)
{
    const HashFields fields = fieldsOf(hash);
    return fields.isEmpty() ? std::nullopt : std::optional(decodeHash(machineFields(), fields));
}

QByteArrayList encodeFailure(const Failure &failure)
{
    return toRedis(failureFields(), failure);
}

QList<Failure> decodeFailures(const RedisReply &range)
{
    QList<Failure> failures;
    for (const StreamEntry &entry : entriesOf(range))
        failures.append(failureOf(entry));
    return failures;
}

} // namespace pulse
