// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/service/metricstext.h"

#include "common/core/literals.h"
#include "common/redis/redisreply.h"
#include "runtime/http/metricswriter.h"

#include <QDateTime>
#include <QJsonArray>
#include <QLocale>
#include <QSet>

#include <algorithm>

namespace pulse {
namespace {

constexpr qsizetype mostResults = 1000; // samples
constexpr qsizetype longestPath = 1000; // characters; names in a result may have millions

/// Returns 0.0001 rather than 1e-04, as other programs name their buckets.
QByteArray limit(double value)
{
    return QByteArray::number(value, 'f', QLocale::FloatingPointShortest);
}

void writeService(MetricsWriter &out, const RuntimeStatus &status)
{
    writeProgram(out, status.version.toUtf8(), status.started);
    out.begin("pulseboard_redis_connected", "gauge", "Whether the worker is connected to Redis.");
    out.add(metricValue(status.connected));
}

void writeFunction(MetricsWriter &out, const RuntimeStatus &status)
{
    out.begin("pulseboard_function_loaded", "gauge", "Whether a function is loaded in a worker that runs.");
    out.add(metricValue(status.loaded));
    out.begin("pulseboard_function_info", "gauge", "The function: where it comes from and its version; always 1.");
    if (!status.function.isEmpty())
        out.add("1", {{"origin", status.function.toUtf8()},
                      {"code_hash", status.codeHash.toUtf8()},
                      {"modified", status.functionModified.toUtf8()}});
}

void writeDurations(MetricsWriter &out, const RuntimeStatus &status)
{
    out.begin("pulseboard_invocation_duration_seconds", "histogram", "Duration of the calls that ended by themselves.");
    quint64 count = 0;
    for (std::size_t i = 0; i < durationLimits.size(); ++i) {
        count += status.durations[i];
        out.add(metricValue(count), {{"le", limit(durationLimits[i])}}, "_bucket");
    }
    count += status.durations.back();
    out.add(metricValue(count), {{"le", "+Inf"}}, "_bucket");
    out.add(metricValue(status.durationSum), {}, "_sum");
    out.add(metricValue(count), {}, "_count");
}

quint64 countOf(const RuntimeStatus &status, const QString &outcome)
{
    const auto one = std::ranges::find(status.outcomes, outcome, &OutcomeCount::outcome);
    return one == status.outcomes.end() ? 0 : one->count;
}

void writeCalls(MetricsWriter &out, const RuntimeStatus &status)
{
    out.begin("pulseboard_invocations_total", "counter", "Values of the input key, by outcome.");
    for (const Outcome outcome : allOutcomes)
        out.add(metricValue(countOf(status, outcomeName(outcome))), {{"outcome", outcomeName(outcome).toUtf8()}});
    writeDurations(out, status);
    out.begin("pulseboard_last_invocation_timestamp_seconds", "gauge",
              "When the last call ended, since the Unix epoch.");
    if (status.lastCall > 0)
        out.add(metricSeconds(status.lastCall));
    out.begin("pulseboard_input_age_seconds", "gauge", "Time since a new value of the input key was seen.");
    if (status.lastInput > 0)
        out.add(metricSeconds(std::max<qint64>(0, QDateTime::currentMSecsSinceEpoch() - status.lastInput)));
}

void writeTroubles(MetricsWriter &out, const RuntimeStatus &status)
{
    out.begin("pulseboard_worker_restarts_total", "counter",
              "Workers that replaced another one, by the reason why that ended.");
    for (const char *reason : {"timeout", "memory", "crash", "exit"})
        out.add(metricValue(status.restartsByReason.value(QString::fromLatin1(reason))), {{"reason", reason}});
    out.begin("pulseboard_redis_reconnects_total", "counter", "Repeated connections to Redis.");
    out.add(metricValue(status.redisConnections > 0 ? status.redisConnections - 1 : 0));
    out.begin("pulseboard_redis_errors_total", "counter", "Redis commands that failed, by kind of error.");
    for (int i = 0; i <= static_cast<int>(RedisError::Kind::Other); ++i) {
        const QString kind = kindName(static_cast<RedisError::Kind>(i));
        out.add(metricValue(status.redisErrors.value(kind)), {{"kind", kind.toUtf8()}});
    }
}

/// Writes each number in a result under its path.
class ResultWriter
{
public:
    explicit ResultWriter(MetricsWriter &out)
        : m_out(out)
    {
    }

    void write(const QJsonObject &object, const QString &prefix = {})
    {
        for (auto it = object.begin(); it != object.end() && m_names.size() < mostResults; ++it)
            writeValue(it.value(), prefix + it.key());
    }

private:
    void writeValue(const QJsonValue &value, const QString &path)
    {
        if (path.size() > longestPath)
            return;
        if (value.isDouble())
            writeNumber(value.toDouble(), path.toUtf8());
        else if (value.isObject())
            write(value.toObject(), path + '.'_L1);
        else if (value.isArray())
            writeList(value.toArray(), path + '.'_L1);
    }
    void writeList(const QJsonArray &list, const QString &prefix)
    {
        for (qsizetype i = 0; i < list.size() && m_names.size() < mostResults; ++i)
            writeValue(list[i], prefix + QString::number(i));
    }
    void writeNumber(double value, const QByteArray &name)
    {
        // In {"a.b": 1, "a": {"b": 2}} two numbers have one path. Prometheus refuses a text that has a sample twice.
        if (m_names.contains(name))
            return;
        m_names.insert(name);
        m_out.add(metricValue(value), {{"name", name}});
    }

    MetricsWriter &m_out;
    QSet<QByteArray> m_names;
};

} // namespace

QByteArray metricsText(const RuntimeStatus &status, const QJsonObject &results)
{
    MetricsWriter out;
    writeService(out, status);
    writeFunction(out, status);
    writeCalls(out, status);
    writeTroubles(out, status);
    writeProcesses(out, {{"supervisor", status.supervisorPid}, {"worker", status.workerPid}});
    if (!results.isEmpty()) {
        out.begin("pulseboard_result", "gauge", "The numbers of the newest result, by their name in it.");
        ResultWriter(out).write(results);
    }
    return out.text();
}

} // namespace pulse
