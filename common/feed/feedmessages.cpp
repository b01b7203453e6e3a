// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/feed/feedmessages.h"

#include "common/core/literals.h"
#include "common/feed/feedtable.h"
#include "common/json/jsonreader.h"
#include "common/results/fieldtables.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace pulse {
namespace {

using Kind = SourceStatus::Kind;

constexpr int deepestMessage = 80;
constexpr qint64 longest = 366LL * 24 * 3600 * 1000; // ms; of heartbeats and spans

constexpr std::array<std::pair<Kind, const char *>, 6> kindNames = {{
    {Kind::Connecting, "connecting"},
    {Kind::Waiting, "waiting"},
    {Kind::Live, "live"},
    {Kind::Lost, "lost"},
    {Kind::Refused, "refused"},
    {Kind::NotJson, "not-json"},
}};

std::optional<Kind> kindNamed(const QString &name)
{
    const auto one =
        std::ranges::find_if(kindNames, [&](const auto &pair) { return name == QLatin1String(pair.second); });
    return one == kindNames.end() ? std::nullopt : std::optional(one->first);
}

/// Returns the message, or the reader's error.
template <class Message>
Result<FeedMessage> finish(const JsonReader &reader, const Message &message)
{
    if (const Result<void> read = reader.result(); !read)
        return read.error();
    return FeedMessage(message);
}

void checkPresence(JsonReader &reader, const char *field)
{
    reader.check(field, reader.find(field) != nullptr, u"is missing"_s);
}

Json encode(const FeedHello &hello)
{
    return {{"type", "hello"},
            {"feed", hello.version},
            {"gateway", toJson(hello.gateway)},
            {"beat", hello.heartbeat.count()},
            {"outputs", toJson(hello.outputs)}};
}

Result<FeedMessage> decodeHello(JsonReader &reader)
{
    FeedHello hello;
    qint64 beat = 0;
    checkPresence(reader, "feed");
    reader.read("feed", hello.version);
    reader.read("gateway", hello.gateway);
    reader.read("beat", beat);
    reader.read("outputs", hello.outputs);
    reader.checkRange("beat", beat > 0 && beat <= longest);
    hello.heartbeat = std::chrono::milliseconds(beat);
    return finish(reader, hello);
}

Json encode(const FeedFollow &follow)
{
    Json after = Json::object();
    for (auto it = follow.after.cbegin(); it != follow.after.cend(); ++it)
        after[it.key().toStdString()] = it->toStdString();
    return {{"type", "follow"}, {"feed", follow.version}, {"outputs", toJson(follow.outputs)},
            {"after", after},   {"span", follow.span},    {"measurements", follow.measurements}};
}

void readIds(JsonReader &reader, const Json &after, QHash<QString, QByteArray> &ids)
{
    reader.check("after", after.is_object(), u"has to be an object of ids"_s);
    for (const auto &item : after.items()) {
        reader.check("after", item.value().is_string(), u"has to be an object of ids"_s);
        if (item.value().is_string())
            ids.insert(QString::fromStdString(item.key()), QByteArray::fromStdString(item.value().get<std::string>()));
    }
}

Result<FeedMessage> decodeFollow(JsonReader &reader)
{
    FeedFollow follow;
    checkPresence(reader, "feed");
    reader.read("feed", follow.version);
    reader.read("outputs", follow.outputs);
    reader.read("span", follow.span);
    reader.checkRange("span", follow.span >= 0 && follow.span <= longest);
    reader.read("measurements", follow.measurements);
    if (const Json *after = reader.find("after"))
        readIds(reader, *after, follow.after);
    return finish(reader, follow);
}

Json encode(const FeedRecords &message)
{
    Json ids = Json::array();
    Json times = Json::array();
    QByteArrayList results;
    QByteArrayList measurements;
    for (const FeedRecord &one : message.records) {
        ids.push_back(one.id.toStdString());
        times.push_back(one.record.time);
        results.append(one.record.output);
        measurements.append(one.record.input);
    }
    Json json = {{"type", "records"},
                 {"output", toJson(message.output)},
                 {"anew", message.replacesEarlier},
                 {"more", message.more},
                 {"ids", ids},
                 {"times", times},
                 {"results", feedtable::encode(results)},
                 {"measurements", feedtable::encode(measurements)}};
    if (message.isLive)
        json["live"] = *message.isLive;
    return json;
}

bool isTime(const Json &json)
{
    return json.is_number_integer() && json.get<qint64>() >= 0 && json.get<qint64>() <= latestTime;
}

QByteArrayList decodeTable(JsonReader &reader, const char *name, qsizetype count)
{
    static const Json none;
    const Json *given = reader.find(name);
    const Result<QByteArrayList> texts = feedtable::decode(given ? *given : none, count);
    if (texts)
        return *texts;
    reader.check(name, false, texts.error().message);
    return QByteArrayList(count);
}

Result<FeedMessage> decodeRecords(JsonReader &reader)
{
    FeedRecords message;
    checkPresence(reader, "output");
    reader.read("output", message.output);
    reader.read("anew", message.replacesEarlier);
    reader.read("more", message.more);
    reader.read("live", message.isLive);
    QStringList ids;
    reader.read("ids", ids);
    const Json &times = reader.list("times");
    const bool isWhole = std::ssize(times) == ids.size() && std::ranges::all_of(times, isTime);
    reader.check("times", isWhole, u"has to be a list with the time of each record, ms since epoch"_s);
    const QByteArrayList results = decodeTable(reader, "results", ids.size());
    const QByteArrayList measurements = decodeTable(reader, "measurements", ids.size());
    for (qsizetype i = 0; isWhole && i < ids.size(); ++i) {
        const auto time = times[static_cast<std::size_t>(i)].get<qint64>();
        message.records.append({ids[i].toUtf8(), {time, results[i], measurements[i]}});
    }
    return finish(reader, message);
}

Json encode(const FeedAge &message)
{
    return {{"type", "age"}, {"output", toJson(message.output)}, {"age", message.age ? Json(*message.age) : Json()}};
}

Result<FeedMessage> decodeAge(JsonReader &reader)
{
    FeedAge message;
    reader.read("output", message.output);
    reader.read("age", message.age);
    reader.checkRange("age", message.age.value_or(0) >= 0 && message.age.value_or(0) <= latestTime);
    return finish(reader, message);
}

/// Dashboards translate the kind and its arguments; other clients show the sentence.
void encodeReason(Json &json, const char *field, const Problem &problem)
{
    if (!problem.arguments.isEmpty())
        json[field] = {{"kind", toJson(problemName(problem.kind))}, {"arguments", toJson(problem.arguments)}};
}

/// `sentenceField`: the English sentence, which is used if the kind is unknown here. Without it there is no problem.
Problem decodeProblem(JsonReader &reader, const char *sentenceField, const char *reasonField)
{
    Problem problem;
    reader.read(sentenceField, problem.sentence);
    problem.kind = problem.sentence.isEmpty() ? Problem::Kind::None : Problem::Kind::Other;
    std::optional<JsonReader> reason = reader.object(reasonField);
    if (!reason || problem.isNone())
        return problem;
    QString name;
    QStringList arguments;
    reason->read("kind", name);
    reason->read("arguments", arguments);
    reader.copyErrorOf(*reason);
    const Problem::Kind kind = problemNamed(name);
    if (kind != Problem::Kind::Other && problemPattern(kind).count('%'_L1) == arguments.size()) {
        problem.kind = kind;
        problem.arguments = arguments;
    }
    return problem;
}

constexpr std::array refusals = {Problem::Kind::Login, Problem::Kind::Permission, Problem::Kind::NotResults};

/// Returns the field `refusal`, for clients that do not read `reason`.
QString refusalOf(const Problem &problem)
{
    return std::ranges::find(refusals, problem.kind) == refusals.end() ? QString() : problemName(problem.kind);
}

Json encode(const FeedStatus &message)
{
    Json json = {{"type", "status"},
                 {"output", toJson(message.output)},
                 {"state", feedStateName(message.status.kind)},
                 {"where", toJson(message.status.where)},
                 {"sentence", toJson(message.status.problem.sentence)},
                 {"inputProblem", toJson(message.status.inputProblem.sentence)},
                 {"refusal", toJson(refusalOf(message.status.problem))}};
    encodeReason(json, "reason", message.status.problem);
    encodeReason(json, "inputReason", message.status.inputProblem);
    return json;
}

Result<FeedMessage> decodeFeedStatus(JsonReader &reader)
{
    FeedStatus message;
    QString state;
    QString refusal;
    reader.read("output", message.output);
    reader.read("state", state);
    reader.read("refusal", refusal);
    reader.read("where", message.status.where);
    message.status.problem = decodeProblem(reader, "sentence", "reason");
    message.status.inputProblem = decodeProblem(reader, "inputProblem", "inputReason");
    if (message.status.problem.kind == Problem::Kind::Other)
        message.status.problem.kind = problemNamed(refusal); // there is no `reason`, or none that is known here
    message.status.key = message.output;
    const std::optional<Kind> kind = kindNamed(state);
    reader.check("state", kind.has_value(), u"is missing or unknown"_s);
    message.status.kind = kind.value_or(Kind::Connecting);
    return finish(reader, message);
}

Json encode(const FunctionStatus &status)
{
    Json json = toJson(statusFields(), status);
    Json &outcomes = json["outcomes"] = Json::object();
    for (const OutcomeCount &one : status.outcomes)
        outcomes[one.outcome.toStdString()] = one.count;
    return json;
}

FunctionStatus decodeFunctionStatus(JsonReader &reader)
{
    FunctionStatus status = fromJson(statusFields(), reader);
    std::optional<JsonReader> outcomes = reader.object("outcomes");
    if (!outcomes)
        return status;
    for (const auto &[name, count] : reader.find("outcomes")->items()) {
        outcomes->check(name.c_str(), count.is_number_unsigned(), u"has to be a whole number that is in range"_s);
        if (count.is_number_unsigned())
            status.outcomes.append({QString::fromStdString(name), count.get<quint64>()});
    }
    reader.copyErrorOf(*outcomes);
    return status;
}

Json encode(const FeedReport &message)
{
    Json failures = Json::array();
    for (const Failure &failure : message.report.failures)
        failures.push_back(toJson(failureFields(), failure));
    Json json = {{"type", "report"},
                 {"output", toJson(message.output)},
                 {"status", message.report.status ? encode(*message.report.status) : Json()},
                 {"failures", failures},
                 {"kept", message.keptFailures},
                 {"problem", toJson(message.report.problem.sentence)},
                 {"machine", message.report.machine ? toJson(machineFields(), *message.report.machine) : Json()}};
    encodeReason(json, "reason", message.report.problem);
    return json;
}

Result<FeedMessage> decodeReport(JsonReader &reader)
{
    FeedReport message;
    reader.read("output", message.output);
    message.report.problem = decodeProblem(reader, "problem", "reason");
    if (std::optional<JsonReader> status = reader.object("status")) {
        message.report.status = decodeFunctionStatus(*status);
        reader.copyErrorOf(*status);
    }
    if (std::optional<JsonReader> machine = reader.object("machine")) {
        message.report.machine = fromJson<Machine>(machineFields(), *machine);
        reader.copyErrorOf(*machine);
    }
    reader.read("kept", message.keptFailures);
    reader.checkRange("kept", message.keptFailures >= 0);
    for (const Json &failure : reader.list("failures")) {
        if (message.report.failures.size() == mostFailures)
            break;
        JsonReader inner(failure, u"\"failures\""_s);
        message.report.failures.append(fromJson<Failure>(failureFields(), inner));
        reader.copyErrorOf(inner);
    }
    return finish(reader, message);
}

Json encode(const FeedUnknown &message)
{
    return {{"type", toJson(message.type)}};
}

Json encode(const FeedHeartbeat &)
{
    return {{"type", "beat"}};
}

Result<FeedMessage> decodeBeat(JsonReader &)
{
    return FeedMessage(FeedHeartbeat());
}

} // namespace

const char *feedStateName(SourceStatus::Kind kind)
{
    return std::ranges::find(kindNames, kind, &std::pair<Kind, const char *>::first)->second;
}

QByteArray encodeFeed(const FeedMessage &message)
{
    const Json json = std::visit([](const auto &one) { return encode(one); }, message);
    return jsonText(json);
}

FeedRecords firstFeedChunk(const FeedRecords &records)
{
    FeedRecords chunk{records.output, {}, records.replacesEarlier, records.more, records.isLive};
    std::pair<QByteArray, QByteArray> first;
    qsizetype bytes = 0;
    for (const FeedRecord &one : records.records) {
        const std::pair shape(feedtable::shapeOf(one.record.output), feedtable::shapeOf(one.record.input));
        bytes += feedBytes(one);
        const bool isFull = bytes > feedChunkBytes || chunk.records.size() == feedChunkRecords;
        if (!chunk.records.isEmpty() && (shape != first || isFull)) {
            chunk.more = true;
            break;
        }
        chunk.records.append(one);
        first = shape;
    }
    return chunk;
}

Result<FeedMessage> decodeFeed(QByteArrayView json)
{
    if (feedtable::isTooDeep(json, deepestMessage))
        return Error{u"the message is nested too deeply"_s};
    const Json object = Json::parse(json.begin(), json.end(), nullptr, false);
    if (object.is_discarded())
        return Error{u"the message is not JSON"_s};
    const auto type = object.is_object() ? object.find("type") : object.end();
    if (type == object.end() || !type->is_string())
        return Error{u"the message has no \"type\""_s};
    using Decode = Result<FeedMessage> (*)(JsonReader &);
    static const std::array<std::pair<const char *, Decode>, 7> decoders = {{
        {"hello", decodeHello},
        {"follow", decodeFollow},
        {"records", decodeRecords},
        {"age", decodeAge},
        {"status", decodeFeedStatus},
        {"report", decodeReport},
        {"beat", decodeBeat},
    }};
    const auto &name = type->get_ref<const std::string &>();
    const auto found = std::ranges::find_if(decoders, [&](const auto &one) { return name == one.first; });
    if (found == decoders.end())
        return FeedMessage(FeedUnknown{QString::fromStdString(name)});
    JsonReader reader(object);
    return found->second(reader);
}

} // namespace pulse
