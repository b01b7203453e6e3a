// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/metrics/familytable.h"

#include "common/core/literals.h"
#include "common/json/jsonreader.h"

#include <algorithm>
#include <cmath>

namespace pulse {
namespace {

constexpr int highestColor = 1000;
const QStringList pages = {u"overview"_s, u"cpus"_s, u"system"_s, u"other"_s};
const QStringList patternGroups = {u"index"_s, u"name"_s, u"window"_s};
const QStringList origins = {u"output"_s, u"input"_s};

QString quoted(const QStringList &words)
{
    return u"\"%1\""_s.arg(words.join(u"\", \""_s));
}

void readChart(JsonReader &entry, ChartDefinition &chart)
{
    entry.readRequired("page", chart.page);
    entry.check("page", pages.contains(chart.page), u"has to be one of %1"_s.arg(quoted(pages)));
    entry.readRequired("title", chart.title);
    entry.read("unit", chart.unit);
    entry.read("lowest", chart.lowest);
    entry.read("highest", chart.highest);
    entry.check("highest", !chart.lowest || !chart.highest || *chart.lowest < *chart.highest,
                u"has to be above \"lowest\""_s);
    entry.read("stacked", chart.stacked);
    entry.read("kind", chart.kind);
    entry.read("color", chart.color);
    entry.checkRange("color", chart.color >= 0 && chart.color <= highestColor);
}

QRegularExpression readPattern(JsonReader &entry, const QString &text)
{
    const QRegularExpression given(text);
    entry.check("patterns", given.isValid(),
                u"has \"%1\", which is not a regular expression (%2 at its character %3); correct it"_s
                    .arg(text, given.errorString())
                    .arg(given.patternErrorOffset()));
    for (const QString &group : given.namedCaptureGroups())
        entry.check("patterns", group.isEmpty() || patternGroups.contains(group),
                    u"has \"%1\" with a group \"%2\"; groups are called %3"_s.arg(text, group, quoted(patternGroups)));
    return QRegularExpression(u"(?:^|\\.)(?:%1)$"_s.arg(text)); // the whole last part of the name
}

void readPatterns(JsonReader &entry, QList<QRegularExpression> &patterns)
{
    if (entry.find("patterns")) {
        QStringList texts;
        entry.read("patterns", texts);
        patterns.clear();
        for (const QString &text : std::as_const(texts))
            patterns.append(readPattern(entry, text));
    }
    entry.check("patterns", !patterns.isEmpty(), u"is missing; give a list of regular expressions"_s);
}

void readOrigins(JsonReader &entry, MetricFamily &family)
{
    if (entry.find("of")) {
        QStringList words;
        entry.read("of", words);
        for (const QString &word : std::as_const(words))
            entry.check("of", origins.contains(word),
                        u"has \"%1\"; it has to be a list of %2"_s.arg(word, quoted(origins)));
        family.ofOutput = words.contains(origins[0]);
        family.ofInput = words.contains(origins[1]);
    }
    entry.check("of", family.ofOutput || family.ofInput, u"is missing; give a list of %1"_s.arg(quoted(origins)));
}

void readTitle(JsonReader &entry, QString &title)
{
    static const QRegularExpression placeholder(u"\\{([^}]*)\\}"_s);
    entry.readRequired("title", title);
    for (auto it = placeholder.globalMatch(title); it.hasNext();) {
        const QString name = it.next().captured(1);
        entry.check("title", patternGroups.contains(name),
                    u"has {%1}; placeholders are {index}, {name} and {window}"_s.arg(name));
    }
}

void readWindow(JsonReader &entry, int &window)
{
    constexpr double longest = 365 * 86'400.0;
    std::optional<double> seconds = window;
    entry.read("window", seconds);
    const double value = seconds.value_or(0);
    const bool isWhole = value >= 0 && value <= longest && std::floor(value) == value;
    entry.check("window", isWhole, u"has to be a whole number of seconds, at most a year"_s);
    if (isWhole)
        window = static_cast<int>(value);
}

void readFractions(JsonReader &entry, std::optional<FractionRule> &fractions)
{
    if (entry.isNull("fractions")) {
        fractions.reset();
        return;
    }
    std::optional<JsonReader> rule = entry.object("fractions");
    if (!rule)
        return;
    fractions = FractionRule{};
    rule->readRequired("group", fractions->group);
    rule->read("measured", fractions->measured);
    if (const Result<void> done = rule->finish(); !done)
        entry.setError(done.error());
}

void readFamily(JsonReader &entry, MetricFamily &family)
{
    entry.readRequired("chart", family.chart);
    readTitle(entry, family.title);
    readOrigins(entry, family);
    readPatterns(entry, family.patterns);
    readWindow(entry, family.window);
    entry.read("counter", family.counter);
    entry.read("space", family.space);
    readFractions(entry, family.fractions);
    entry.read("tile", family.tile);
    entry.read("warning", family.thresholds.warning);
    entry.read("critical", family.thresholds.critical);
    const auto &[warning, critical] = family.thresholds;
    entry.check("critical", !warning || !critical || *warning <= *critical, u"has to be at least \"warning\""_s);
}

/// Reads each entry of a list into the one with the same id, or as a new one.
template <class Entry>
Result<void> readEntries(TableReader &table, const char *list, void (*read)(JsonReader &, Entry &),
                         QList<Entry> &entries)
{
    QStringList ids;
    for (JsonReader &entry : table.entries(list)) {
        QString id;
        entry.readRequired("id", id);
        entry.check("id", !ids.contains(id), u"occurs twice; give each entry its own id"_s);
        ids.append(id);
        auto at = std::ranges::find(entries, id, &Entry::id);
        if (at == entries.end()) {
            entries.append(Entry{});
            at = std::prev(entries.end());
            at->id = id;
        }
        read(entry, *at);
        if (const Result<void> done = entry.finish(); !done)
            return done;
    }
    return {};
}

/// Checks that everything a family refers to exists, in either table.
Result<void> checkReferences(const QString &file, const FamilyTable &table)
{
    for (const MetricFamily &family : table.families) {
        const QString where = u"%1, families (%2), field \"%3\": there is no %4 \"%5\"; "_s;
        if (std::ranges::none_of(table.charts, [&](const auto &chart) { return chart.id == family.chart; }))
            return Error{where.arg(file, family.id, u"chart"_s, u"chart"_s, family.chart) +
                         u"add it to \"charts\", or name an existing one"_s};
        const QString measured = family.fractions ? family.fractions->measured : QString();
        if (!measured.isEmpty() &&
            std::ranges::none_of(table.families, [&](const auto &other) { return other.id == measured; }))
            return Error{where.arg(file, family.id, u"fractions"_s, u"family"_s, measured) +
                         u"name an existing one, or leave \"measured\" out"_s};
    }
    return {};
}

} // namespace

Result<FamilyTable> readFamilyTable(const QByteArray &json, const QString &file, FamilyTable base)
{
    TableReader table(json, file);
    if (const Result<void> read = readEntries(table, "charts", readChart, base.charts); !read)
        return read.error();
    if (const Result<void> read = readEntries(table, "families", readFamily, base.families); !read)
        return read.error();
    if (const Result<void> done = table.finish(); !done)
        return done.error();
    if (const Result<void> checked = checkReferences(file, base); !checked)
        return checked.error();
    return base;
}

} // namespace pulse
