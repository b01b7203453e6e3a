// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/core/workerreport.h"

#include "common/core/literals.h"
#include "common/results/fieldtables.h"
#include "common/results/outcome.h"

#include <algorithm>
#include <set>

namespace pulse {
namespace {

/// Returns the files that can be watched: absolute paths of valid length, up to 128 Ki characters together.
QStringList watchableFiles(const QStringList &files)
{
    constexpr qsizetype longestPath = 4096;
    qsizetype room = 128 * 1024;
    QStringList result;
    for (const QString &file : files) {
        if (!file.startsWith('/'_L1) || file.size() > longestPath)
            continue;
        room -= file.size();
        if (room < 0)
            break;
        result << file;
    }
    return result;
}

/// Returns one of the worker's logging categories; the first one if `text` is none of them.
QByteArray categoryOf(const QString &text)
{
    static const QByteArrayList categories{QByteArrayLiteral("worker"), QByteArrayLiteral("redis")};
    const qsizetype index = categories.indexOf(text.toLatin1());
    return categories[std::max<qsizetype>(index, 0)];
}

/// Keeps the known fields of an object. The user's code may have written a line with any number of others, and Json
/// compares the names of an object one by one.
bool isKept(int, Json::parse_event_t event, Json &name)
{
    static const std::set<std::string> known = [] {
        std::set<std::string> names{"kind", "level", "category", "text", "files", "failure"};
        for (const Field<Failure> &field : failureFields())
            names.insert(field.name);
        return names;
    }();
    return event != Json::parse_event_t::key || known.contains(name.get_ref<const std::string &>());
}

/// Corrects fields that are not valid, because the user's code may have written them.
Failure checked(Failure failure)
{
    if (!outcomeNamed(failure.outcome))
        failure.outcome = outcomeName(Outcome::Raised);
    constexpr qsizetype digits = 64;
    const auto isDigit = [](QChar character) { return u"0123456789abcdef"_s.contains(character); };
    if (failure.inputDigest.size() != digits || !std::ranges::all_of(failure.inputDigest, isDigit))
        failure.inputDigest.clear();
    return failure;
}

} // namespace

QByteArray WorkerReport::toLine() const
{
    Json object = {{"kind", static_cast<int>(kind)},
                   {"level", static_cast<int>(level)},
                   {"category", toJson(QString::fromUtf8(category))},
                   {"text", toJson(boundedText(text, longestReportText))},
                   {"files", toJson(watchableFiles(files))}};
    if (kind == Kind::CallFailed)
        object["failure"] = toJson(failureFields(), failure);
    return jsonText(object) + '\n';
}

std::optional<WorkerReport> WorkerReport::fromLine(const QByteArray &line)
{
    const Json object = Json::parse(line.begin(), line.end(), isKept, false);
    JsonReader reader(object);
    int kind = -1;
    int level = -1;
    reader.read("kind", kind);
    reader.read("level", level);
    if (kind < 0 || kind > static_cast<int>(Kind::LoadFailed) || level < QtDebugMsg || level > QtInfoMsg)
        return {};
    WorkerReport report{static_cast<Kind>(kind), static_cast<QtMsgType>(level)};
    QString category;
    reader.read("category", category);
    report.category = categoryOf(category);
    reader.read("text", report.text, longestReportText);
    reader.read("files", report.files);
    report.files = watchableFiles(report.files);
    if (std::optional<JsonReader> failure = reader.object("failure"))
        report.failure = checked(fromJson(failureFields(), *failure));
    return report;
}

} // namespace pulse
