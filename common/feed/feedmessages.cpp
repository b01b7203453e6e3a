// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/feed/feedmessages.h"

#include "common/core/boundedtext.h"
#include "common/core/literals.h"
#include "common/feed/feedtable.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <type_traits>
#include <utility>

namespace pulse {
namespace {

using feedtable::Json;
using Kind = SourceStatus::Kind;
using Refusal = SourceStatus::Refusal;

constexpr int deepestMessage = 80;
constexpr qsizetype mostFailures = 100;              // in a report
constexpr qint64 longest = 366LL * 24 * 3600 * 1000; // ms; of a time that can be asked for

constexpr std::array<std::pair<Kind, const char *>, 6> kindNames = {{
    {Kind::Connecting, "connecting"},
    {Kind::Waiting, "waiting"},
    {Kind::Live, "live"},
    {Kind::Lost, "lost"},
    {Kind::Refused, "refused"},
    {Kind::NotJson, "not-json"},
}};

constexpr std::array<std::pair<Refusal, const char *>, 4> refusalNames = {{
    {Refusal::Other, ""},
    {Refusal::Login, "login"},
    {Refusal::Permission, "permission"},
    {Refusal::WrongType, "wrong-type"},
}};

template <class Value, std::size_t Size>
const char *nameOf(const std::array<std::pair<Value, const char *>, Size> &names, Value value)
{
    return std::ranges::find(names, value, &std::pair<Value, const char *>::first)->second;
}

template <class Value, std::size_t Size>
std::optional<Value> named(const std::array<std::pair<Value, const char *>, Size> &names, const QString &name)
{
    const auto one = std::ranges::find_if(names, [&](const auto &pair) { return name == QLatin1String(pair.second); });
    return one == names.end() ? std::nullopt : std::optional(one->first);
}

/// JSON has no other numbers.
double finite(double value)
{
    return std::isfinite(value) ? value : 0;
}

std::string toJson(const QString &text)
{
    return text.toStdString();
}

/// Nothing where it is another type, or more than it can hold.
template <class Number>
std::optional<Number> numberOf(const Json &json)
{
    bool isRight = false;
    if constexpr (std::is_same_v<Number, bool>)
        isRight = json.is_boolean();
    else if constexpr (std::is_floating_point_v<Number>)
        isRight = json.is_number();
    else if (json.is_number_unsigned())
        isRight = std::in_range<Number>(json.get<quint64>());
    else
        isRight = json.is_number_integer() && std::in_range<Number>(json.get<qint64>());
    return isRight ? std::optional(json.get<Number>()) : std::nullopt;
}

/// Reads the fields of an object. What is missing or of another type leaves the value as it was, and is an error where
/// the field is needed.
class Fields
{
public:
    explicit Fields(const Json &object)
        : m_object(object)
    {
    }

    template <class Number>
    requires std::is_arithmetic_v<Number>
    void read(const char *name, Number &value)
    {
        const Json *given = find(name);
        const std::optional<Number> number = given ? numberOf<Number>(*given) : std::optional(value);
        check(number.has_value(), name);
        value = number.value_or(value);
    }

    /// Null is nothing.
    template <class Number>
    void read(const char *name, std::optional<Number> &value)
    {
        Number number{};
        const Json *given = find(name);
        if (!given || given->is_null())
            return;
        read(name, number);
        value = number;
    }

    void read(const char *name, QString &value)
    {
        const Json *given = find(name);
        check(!given || given->is_string(), name);
        if (given && given->is_string())
            value = boundedText(QByteArray::fromStdString(given->get<std::string>())); // a gateway may be any program
    }

    void read(const char *name, QStringList &values)
    {
        for (const Json &one : list(name)) {
            check(one.is_string(), name);
            if (one.is_string())
                values.append(QString::fromStdString(one.get<std::string>()));
        }
    }

    /// Nothing in it where it is not given.
    const Json &list(const char *name)
    {
        static const Json empty = Json::array();
        const Json *given = find(name);
        check(!given || given->is_array(), name);
        return given && given->is_array() ? *given : empty;
    }

    const Json *find(const char *name) const
    {
        const auto at = m_object.find(name);
        return at == m_object.end() ? nullptr : &*at;
    }

    void check(bool isRight, const char *name)
    {
        if (!isRight && m_wrong.isEmpty())
            m_wrong =
                QCoreApplication::translate("Feed", "\"%1\" is missing or of the wrong type").arg(QLatin1String(name));
    }

    void fail(const QString &wrong)
    {
        if (m_wrong.isEmpty())
            m_wrong = wrong;
    }

    /// Takes over what was wrong with an object inside.
    void take(const Fields &inner) { fail(inner.m_wrong); }

    /// What was read, unless something was wrong.
    template <class Message>
    Result<FeedMessage> finish(const Message &message) const
    {
        if (!m_wrong.isEmpty())
            return Error{m_wrong};
        return FeedMessage(message);
    }

private:
    const Json &m_object;
    QString m_wrong;
};

Json toJson(const QStringList &texts)
{
    Json list = Json::array();
    for (const QString &text : texts)
        list.push_back(toJson(text));
    return list;
}

Json encode(const FeedHello &hello)
{
    return {{"type", "hello"},
            {"feed", hello.version},
            {"gateway", toJson(hello.gateway)},
            {"beat", hello.beat.count()},
            {"outputs", toJson(hello.outputs)}};
}

Result<FeedMessage> decodeHello(Fields fields)
{
    FeedHello hello;
    qint64 beat = 0;
    fields.check(fields.find("feed") != nullptr, "feed");
    fields.read("feed", hello.version);
    fields.read("gateway", hello.gateway);
    fields.read("beat", beat);
    fields.read("outputs", hello.outputs);
    fields.check(beat > 0 && beat <= longest, "beat");
    hello.beat = std::chrono::milliseconds(beat);
    return fields.finish(hello);
}

Json encode(const FeedFollow &follow)
{
    Json after = Json::object();
    for (auto it = follow.after.cbegin(); it != follow.after.cend(); ++it)
        after[it.key().toStdString()] = it->toStdString();
    return {{"type", "follow"}, {"feed", follow.version}, {"outputs", toJson(follow.outputs)},
            {"after", after},   {"span", follow.span},    {"measurements", follow.measurements}};
}

Result<FeedMessage> decodeFollow(Fields fields)
{
    FeedFollow follow;
    fields.check(fields.find("feed") != nullptr, "feed");
    fields.read("feed", follow.version);
    fields.read("outputs", follow.outputs);
    fields.read("span", follow.span);
    fields.check(follow.span >= 0 && follow.span <= longest, "span");
    fields.read("measurements", follow.measurements);
    if (const Json *after = fields.find("after")) {
        fields.check(after->is_object(), "after");
        for (const auto &item : after->items()) {
            fields.check(item.value().is_string(), "after");
            if (item.value().is_string())
                follow.after.insert(QString::fromStdString(item.key()),
                                    QByteArray::fromStdString(item.value().get<std::string>()));
        }
    }
    return fields.finish(follow);
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
                 {"anew", message.anew},
                 {"more", message.more},
                 {"ids", ids},
                 {"times", times},
                 {"results", feedtable::encode(results)},
                 {"measurements", feedtable::encode(measurements)}};
    if (message.isLive)
        json["live"] = *message.isLive;
    return json;
}

QByteArrayList decodeTable(Fields &fields, const char *name, qsizetype count)
{
    static const Json none;
    const Json *given = fields.find(name);
    const Result<QByteArrayList> texts = feedtable::decode(given ? *given : none, count);
    if (texts)
        return *texts;
    fields.fail(u"\"%1\": %2"_s.arg(QLatin1String(name), texts.error().message));
    return QByteArrayList(count);
}

Result<FeedMessage> decodeRecords(Fields fields)
{
    FeedRecords message;
    fields.check(fields.find("output") != nullptr, "output");
    fields.read("output", message.output);
    fields.read("anew", message.anew);
    fields.read("more", message.more);
    fields.read("live", message.isLive);
    QStringList ids;
    fields.read("ids", ids);
    const Json &times = fields.list("times");
    const bool isWhole = std::ssize(times) == ids.size() && std::ranges::all_of(times, [](const Json &time) {
                             return numberOf<qint64>(time).has_value();
                         });
    fields.check(isWhole, "times");
    const QByteArrayList results = decodeTable(fields, "results", ids.size());
    const QByteArrayList measurements = decodeTable(fields, "measurements", ids.size());
    for (qsizetype i = 0; isWhole && i < ids.size(); ++i) {
        const auto time = times[static_cast<std::size_t>(i)].get<qint64>();
        fields.check(time >= 0 && time <= latestTime, "times");
        message.records.append({ids[i].toUtf8(), {time, results[i], measurements[i]}});
    }
    return fields.finish(message);
}

Json encode(const FeedAge &message)
{
    return {{"type", "age"}, {"output", toJson(message.output)}, {"age", message.age ? Json(*message.age) : Json()}};
}

Result<FeedMessage> decodeAge(Fields fields)
{
    FeedAge message;
    fields.read("output", message.output);
    fields.read("age", message.age);
    fields.check(message.age.value_or(0) >= 0 && message.age.value_or(0) <= latestTime, "age");
    return fields.finish(message);
}

Json encode(const FeedStatus &message)
{
    return {{"type", "status"},
            {"output", toJson(message.output)},
            {"state", feedStateName(message.status.kind)},
            {"where", toJson(message.status.where)},
            {"sentence", toJson(message.status.sentence)},
            {"inputProblem", toJson(message.status.inputProblem)},
            {"refusal", nameOf(refusalNames, message.status.refusal)}};
}

Result<FeedMessage> decodeFeedStatus(Fields fields)
{
    FeedStatus message;
    QString state;
    QString refusal;
    fields.read("output", message.output);
    fields.read("state", state);
    fields.read("refusal", refusal);
    fields.read("where", message.status.where);
    fields.read("sentence", message.status.sentence);
    fields.read("inputProblem", message.status.inputProblem);
    message.status.key = message.output;
    const std::optional<Kind> kind = named(kindNames, state);
    fields.check(kind.has_value(), "state");
    message.status.kind = kind.value_or(Kind::Connecting);
    message.status.refusal = named(refusalNames, refusal).value_or(Refusal::Other); // of a newer gateway, perhaps
    return fields.finish(message);
}

Json encode(const FunctionStatus &status)
{
    Json outcomes = Json::object();
    for (const OutcomeCount &one : status.outcomes)
        outcomes[one.outcome.toStdString()] = one.count;
    return {{"version", toJson(status.version)},
            {"function", toJson(status.function)},
            {"functionModified", toJson(status.functionModified)},
            {"codeHash", toJson(status.codeHash)},
            {"trigger", toJson(status.trigger)},
            {"started", status.started},
            {"ready", status.ready},
            {"reason", toJson(status.reason)},
            {"loadFailure", toJson(status.loadFailure)},
            {"calls", status.calls},
            {"outcomes", outcomes},
            {"lastCall", status.lastCall},
            {"lastDuration", finite(status.lastDuration)},
            {"meanDuration", finite(status.meanDuration)},
            {"workerRestarts", status.workerRestarts}};
}

FunctionStatus decodeFunctionStatus(Fields &outer, const Json &object)
{
    FunctionStatus status;
    Fields fields(object);
    fields.read("version", status.version);
    fields.read("function", status.function);
    fields.read("functionModified", status.functionModified);
    fields.read("codeHash", status.codeHash);
    fields.read("trigger", status.trigger);
    fields.read("started", status.started);
    fields.read("ready", status.ready);
    fields.read("reason", status.reason);
    fields.read("loadFailure", status.loadFailure);
    fields.read("calls", status.calls);
    fields.read("lastCall", status.lastCall);
    fields.read("lastDuration", status.lastDuration);
    fields.read("meanDuration", status.meanDuration);
    fields.read("workerRestarts", status.workerRestarts);
    if (const Json *outcomes = fields.find("outcomes"); outcomes && outcomes->is_object()) {
        for (const auto &item : outcomes->items()) {
            const std::optional<quint64> count = numberOf<quint64>(item.value());
            fields.check(count.has_value(), "outcomes");
            status.outcomes.append({QString::fromStdString(item.key()), count.value_or(0)});
        }
    }
    outer.take(fields);
    return status;
}

Json encode(const FunctionFailure &failure)
{
    return {{"time", failure.time},
            {"outcome", toJson(failure.outcome)},
            {"errorType", toJson(failure.errorType)},
            {"errorMessage", toJson(failure.errorMessage)},
            {"stackTrace", toJson(failure.stackTrace)},
            {"inputDigest", toJson(failure.inputDigest)},
            {"duration", finite(failure.duration)}};
}

FunctionFailure decodeFailure(Fields &outer, const Json &object)
{
    FunctionFailure failure;
    Fields fields(object);
    fields.read("time", failure.time);
    fields.read("outcome", failure.outcome);
    fields.read("errorType", failure.errorType);
    fields.read("errorMessage", failure.errorMessage);
    fields.read("stackTrace", failure.stackTrace);
    fields.read("inputDigest", failure.inputDigest);
    fields.read("duration", failure.duration);
    outer.take(fields);
    return failure;
}

Json encode(const FeedReport &message)
{
    Json failures = Json::array();
    for (const FunctionFailure &failure : message.report.failures)
        failures.push_back(encode(failure));
    return {{"type", "report"},
            {"output", toJson(message.output)},
            {"status", message.report.status ? encode(*message.report.status) : Json()},
            {"failures", failures},
            {"kept", message.keptFailures},
            {"problem", toJson(message.report.problem)}};
}

Result<FeedMessage> decodeReport(Fields fields)
{
    FeedReport message;
    fields.read("output", message.output);
    fields.read("problem", message.report.problem);
    if (const Json *status = fields.find("status"); status && !status->is_null()) {
        fields.check(status->is_object(), "status");
        if (status->is_object())
            message.report.status = decodeFunctionStatus(fields, *status);
    }
    fields.read("kept", message.keptFailures);
    fields.check(message.keptFailures >= 0, "kept");
    for (const Json &failure : fields.list("failures")) {
        if (message.report.failures.size() == mostFailures)
            break;
        fields.check(failure.is_object(), "failures");
        if (failure.is_object())
            message.report.failures.append(decodeFailure(fields, failure));
    }
    return fields.finish(message);
}

Json encode(const FeedUnknown &message)
{
    return {{"type", toJson(message.type)}};
}

Json encode(const FeedBeat &)
{
    return {{"type", "beat"}};
}

Result<FeedMessage> decodeBeat(Fields) // NOLINT(performance-unnecessary-value-param): as the others
{
    return FeedMessage(FeedBeat());
}

} // namespace

const char *feedStateName(SourceStatus::Kind kind)
{
    return nameOf(kindNames, kind);
}

QByteArray encodeFeed(const FeedMessage &message)
{
    const Json json = std::visit([](const auto &one) { return encode(one); }, message);
    return QByteArray::fromStdString(json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

FeedRecords firstFeedChunk(const FeedRecords &records)
{
    FeedRecords chunk{records.output, {}, records.anew, records.more, records.isLive};
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
        return Error{QCoreApplication::translate("Feed", "the message is nested too deeply")};
    const Json object = Json::parse(json.begin(), json.end(), nullptr, false);
    if (object.is_discarded())
        return Error{QCoreApplication::translate("Feed", "the message is not JSON")};
    const auto type = object.is_object() ? object.find("type") : object.end();
    if (type == object.end() || !type->is_string())
        return Error{QCoreApplication::translate("Feed", "the message has no \"type\"")};
    using Decode = Result<FeedMessage> (*)(Fields);
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
    return found->second(Fields(object));
}

} // namespace pulse
