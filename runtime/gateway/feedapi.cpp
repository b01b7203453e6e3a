// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/gateway/feedapi.h"

#include "common/core/literals.h"
#include "common/feed/feedmessages.h"
#include "common/metrics/jsonrepair.h"

#include <QDateTime>
#include <QUrlQuery>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <limits>

namespace pulse {
namespace {

using Json = nlohmann::ordered_json;

constexpr quint64 mostRecords = 1000;
constexpr qsizetype mostBytes = 256 * 1024;
constexpr double longestStep = 86400; // s

/// Reads the parameters of a query; the first error is kept.
class Parameters
{
public:
    explicit Parameters(const QByteArray &query)
        : m_query(QString::fromUtf8(query))
    {
    }

    QString text(const char *name) const { return m_query.queryItemValue(QLatin1String(name), QUrl::FullyDecoded); }
    void expectOnly(const QStringList &names)
    {
        for (const auto &[name, value] : m_query.queryItems(QUrl::FullyDecoded)) {
            if (!names.contains(name))
                setError(u"there is no parameter %1; there are %2"_s.arg(name, names.join(u", "_s)));
        }
    }
    bool isOn(const char *name)
    {
        const QString value = text(name);
        if (!value.isEmpty() && value != "0"_L1 && value != "1"_L1)
            fail(name, "must be 0 or 1");
        return value == "1"_L1;
    }
    qint64 time(const char *name, qint64 fallback)
    {
        const QString value = text(name);
        bool isNumber = false;
        const qint64 number = value.toLongLong(&isNumber);
        const QDateTime date = QDateTime::fromString(value, Qt::ISODateWithMs);
        if (value.isEmpty() || isNumber)
            return value.isEmpty() ? fallback : number;
        if (!date.isValid())
            fail(name, "must be milliseconds since the Unix epoch, or like 2026-11-25T10:00:00Z");
        return date.toMSecsSinceEpoch();
    }
    qint64 step() // ms
    {
        bool isNumber = true;
        const QString value = text("step");
        const double seconds = value.isEmpty() ? 0 : value.toDouble(&isNumber);
        if (!isNumber || !(seconds >= 0 && seconds <= longestStep))
            fail("step", "must be a number of seconds, at most 86400");
        return std::llround(std::clamp(isNumber ? seconds : 0, 0.0, longestStep) * 1000);
    }
    void fail(const char *name, const char *why)
    {
        setError(u"%1=%2: %3"_s.arg(QLatin1String(name), text(name), QLatin1String(why)));
    }
    const QString &error() const noexcept { return m_error; }

private:
    void setError(const QString &error)
    {
        if (m_error.isEmpty())
            m_error = error;
    }

    QUrlQuery m_query;
    QString m_error;
};

QByteArray quoted(const QString &text)
{
    return QByteArray::fromStdString(Json(text.toStdString()).dump());
}

/// Returns the text unchanged if it is JSON, repaired if it is JSON then, otherwise as a JSON string.
QByteArray value(const QByteArray &text)
{
    if (text.isEmpty())
        return "null";
    // The parser skips a byte order mark at the start, and stops at a zero byte.
    const bool isPlain = !text.startsWith("\xef\xbb\xbf") && !text.contains('\0');
    if (isPlain && Json::accept(text.begin(), text.end()))
        return text;
    const QByteArray repaired = isPlain ? repairedJson(text) : QByteArray();
    return Json::accept(repaired.begin(), repaired.end()) ? repaired : quoted(QString::fromUtf8(text));
}

QByteArray recordJson(const FeedRecord &one, bool measurement)
{
    const QByteArray time = one.record.isTimeKnown ? QByteArray::number(one.record.time) : QByteArray("null");
    QByteArray json = "{\"id\":" + quoted(QString::fromLatin1(one.id)) + ",\"time\":" + time +
                      ",\"result\":" + value(one.record.output);
    if (measurement)
        json += ",\"measurement\":" + value(one.record.input);
    return json + '}';
}

QByteArray latestJson(const FeedOutput &output, bool measurement)
{
    const FeedStatus status = output.status();
    QByteArray json = "{\"output\":" + quoted(output.key()) + ",\"state\":" + '"' + feedStateName(status.status.kind) +
                      '"' + ",\"sentence\":" + quoted(status.status.problem.sentence) + ",\"newest\":";
    json += output.begin() == output.end() ? QByteArray("null")
                                           : recordJson(output.recordAt(output.end() - 1), measurement);
    const std::optional<qint64> age = output.age();
    return json + ",\"age\":" + (age ? QByteArray::number(*age) : QByteArray("null")) + '}';
}

HttpAnswer jsonAnswer(const QByteArray &json)
{
    return {.type = "application/json", .body = json + '\n', .headers = {{"Cache-Control", "no-store"}}};
}

/// Returns the outputs that the query names, or all. Error: the answer that says what is wrong with the query.
Result<QList<FeedOutput *>, HttpAnswer> chosen(const QList<FeedOutput *> &outputs, const Parameters &parameters)
{
    if (!parameters.error().isEmpty())
        return HttpAnswer::error(400, parameters.error());
    const QString name = parameters.text("output");
    QList<FeedOutput *> result;
    QStringList names;
    for (FeedOutput *output : outputs) {
        names.append(output->key());
        if (name.isEmpty() || output->key() == name)
            result.append(output);
    }
    if (result.isEmpty())
        return HttpAnswer::notFound(u"output=%1: there are %2"_s.arg(name, names.join(u", "_s)));
    return result;
}

struct Range
{
    qint64 from; // ms since epoch, both inclusive
    qint64 to;
    qint64 step; // ms; 0: every record
};

/// Returns whether a record is the last one of its step.
bool isWanted(const FeedOutput &output, quint64 place, const Range &range)
{
    if (range.step == 0 || place + 1 == output.end())
        return true;
    const qint64 next = output.recordAt(place + 1).record.time;
    return next > range.to || next / range.step != output.recordAt(place).record.time / range.step;
}

QByteArray historyJson(const FeedOutput &output, quint64 start, const Range &range, bool measurements)
{
    QByteArray records;
    quint64 count = 0;
    bool more = false;
    for (quint64 place = start; place < output.end() && !more; ++place) {
        const FeedRecord &one = output.recordAt(place);
        if (one.record.time > range.to || !isWanted(output, place, range))
            continue;
        const QByteArray json = recordJson(one, measurements);
        more = count == mostRecords || (count > 0 && records.size() + json.size() > mostBytes);
        if (!more)
            records += (count++ == 0 ? "" : ",") + json;
    }
    return "{\"output\":" + quoted(output.key()) + ",\"records\":[" + records +
           "],\"more\":" + (more ? "true" : "false") + '}';
}

} // namespace

HttpAnswer latestAnswer(const QList<FeedOutput *> &outputs, const QByteArray &query)
{
    Parameters parameters(query);
    const bool measurement = parameters.isOn("measurements");
    parameters.expectOnly({u"output"_s, u"measurements"_s});
    const Result<QList<FeedOutput *>, HttpAnswer> wanted = chosen(outputs, parameters);
    if (!wanted)
        return wanted.error();
    QByteArray json;
    for (const FeedOutput *output : *wanted)
        json += (json.isEmpty() ? "" : ",") + latestJson(*output, measurement);
    return jsonAnswer("{\"outputs\":[" + json + "]}");
}

HttpAnswer historyAnswer(const QList<FeedOutput *> &outputs, const QByteArray &query)
{
    Parameters parameters(query);
    const Range range{parameters.time("from", std::numeric_limits<qint64>::min()),
                      parameters.time("to", std::numeric_limits<qint64>::max()), parameters.step()};
    const bool measurements = parameters.isOn("measurements");
    parameters.expectOnly({u"output"_s, u"from"_s, u"to"_s, u"after"_s, u"step"_s, u"measurements"_s});
    const Result<QList<FeedOutput *>, HttpAnswer> wanted = chosen(outputs, parameters);
    if (!wanted)
        return wanted.error();
    if (wanted->size() > 1)
        return HttpAnswer::error(
            400, u"there are several outputs: choose one, as in output=%1"_s.arg(wanted->constFirst()->key()));
    const FeedOutput &output = *wanted->constFirst();
    const QString after = parameters.text("after");
    const std::optional<quint64> place = output.placeAfter(after.toUtf8());
    if (!after.isEmpty() && !place)
        return HttpAnswer::notFound(u"after=%1: this record does not exist, or is no longer stored"_s.arg(after));
    return jsonAnswer(
        historyJson(output, std::max(output.placeSince(range.from), place.value_or(0)), range, measurements));
}

} // namespace pulse
