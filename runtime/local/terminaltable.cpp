// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/local/terminaltable.h"

#include "common/core/literals.h"
#include "common/metrics/familyids.h"
#include "common/metrics/fractions.h"
#include "common/metrics/seriesvalues.h"
#include "common/metrics/shownname.h"
#include "common/metrics/windowtext.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace pulse {
namespace {

constexpr int margin = 2;
constexpr int valueWidth = 8; // "100.0 %" and a space
constexpr int narrowestCell = 20;
constexpr int widestCell = 56;
constexpr int fixedRows = 9; // everything but the CPUs

struct Style
{
    bool colours;

    QString dim(const QString &text) const { return wrap(text, "2"); }
    QString bold(const QString &text) const { return wrap(text, "1"); }
    QString load(const QString &text, double percent) const
    {
        return wrap(text, percent < 50 ? "32" : percent < 80 ? "33" : "31");
    }

private:
    QString wrap(const QString &text, const char *code) const
    {
        return colours ? u"\x1b[%1m%2\x1b[0m"_s.arg(QLatin1String(code), text) : text;
    }
};

QString bar(double percent, int width, const Style &style)
{
    const int full = static_cast<int>(std::lround(std::clamp(percent, 0.0, 100.0) / 100 * width));
    return style.load(QString(full, QChar(0x2588)), percent) + style.dim(QString(width - full, QChar(0x2591)));
}

/// Returns at most five characters, even if a function calls a larger number a percentage.
QString percentText(double percent)
{
    if (percent >= 9999.5)
        return u">9999"_s;
    if (percent <= -999.5)
        return u"<-999"_s;
    return QString::number(percent, 'f', percent >= 999.95 || percent <= -99.95 ? 0 : 1);
}

/// Returns "label bar value", `width` columns wide.
QString gauge(const QString &label, double percent, int width, const Style &style)
{
    const QString value = u"%1 %"_s.arg(percentText(percent), valueWidth - 3);
    const int barWidth = width - static_cast<int>(label.size()) - 1 - valueWidth;
    return label + ' '_L1 + bar(percent, barWidth, style) + ' '_L1 + value;
}

struct Layout
{
    int columns;
    int cellWidth;
    int rows; // for CPUs
};

Layout layoutFor(int cpus, TerminalSize size)
{
    const int width = size.columns - margin;
    const int rows = std::max(1, size.rows - fixedRows);
    const int most = std::max(1, width / (narrowestCell + margin));
    const int columns = std::clamp((cpus + rows - 1) / rows, cpus > 4 && width >= 76 ? 2 : 1, most);
    return {columns, std::min(width / columns - margin, widestCell), rows};
}

QStringList cpuLines(QList<SeriesValue> cpus, TerminalSize size, const Style &style)
{
    const int window = cpus.first().key.window;
    const Layout layout = layoutFor(static_cast<int>(cpus.size()), size);
    const qsizetype room = layout.columns * layout.rows;
    const qsizetype hidden = std::max<qsizetype>(0, cpus.size() - room);
    if (hidden > 0) {
        std::ranges::sort(cpus, std::ranges::greater(), &SeriesValue::value);
        cpus.resize(room);
    }
    std::ranges::sort(cpus, {}, [](const SeriesValue &cpu) { return cpu.key.index; });
    const qsizetype rows = (cpus.size() + layout.columns - 1) / layout.columns;
    QStringList lines;
    for (qsizetype row = 0; row < rows; ++row) {
        QString line;
        for (qsizetype i = row; i < cpus.size(); i += rows) { // first down, then right
            const QString label = u"%1"_s.arg(cpus[i].key.index, 3);
            line += gauge(label, cpus[i].value, layout.cellWidth, style) + QString(margin, ' '_L1);
        }
        lines << QString(margin, ' '_L1) + line;
    }
    QString heading = window == 60 ? u"CPU average, last minute"_s : u"CPU average, last %1"_s.arg(windowText(window));
    if (hidden > 0)
        heading += u" (highest load; %1 more)"_s.arg(hidden);
    return QStringList{style.bold(u"  "_s + heading)} + lines;
}

QString headLine(const TerminalTable &table, TerminalSize size, const Style &style)
{
    const QString title = shownName(table.title);
    const int gap = size.columns - static_cast<int>(title.size() + table.status.size()) - 2 * margin;
    return u"  "_s + style.bold(title) + QString(std::max(gap, 2), ' '_L1) + style.dim(table.status);
}

/// The values of a result that are shown: the CPU averages of the shortest window, the percentages of the overview, and
/// all other numbers.
struct Groups
{
    QList<SeriesValue> cpus;
    QList<SeriesValue> gauges;
    QList<SeriesValue> others;
};

bool isGauge(const MetricFamilies &families, const MetricFamily *family)
{
    const ChartDefinition *chart = family ? families.chart(family->chart) : nullptr;
    return chart && chart->page == "overview"_L1 && chart->unit == "%"_L1;
}

/// Converts fractions to percent.
QList<SeriesValue> readableValues(const MetricFamilies &families, const Sample &sample)
{
    QList<SeriesValue> values = seriesValues(families, sample, {});
    QHash<QString, ValueSummary> summaries;
    for (const SeriesValue &one : std::as_const(values))
        summaries[one.key.family].add(one.value);
    const QSet<QString> fractions = fractionGroups(families, summaries);
    for (SeriesValue &one : values) {
        const MetricFamily *family = families.family(one.key.family);
        if (family && family->fractions && fractions.contains(family->fractions->group))
            one.value *= 100;
    }
    return values;
}

Groups groupsOf(const MetricFamilies &families, const Sample &sample)
{
    const QList<SeriesValue> values = readableValues(families, sample);
    int window = std::numeric_limits<int>::max();
    for (const SeriesValue &one : values)
        window = one.key.family == FamilyId::cpuAverage ? std::min(window, one.key.window) : window;
    Groups groups;
    for (const SeriesValue &one : values) {
        if (one.key.family == FamilyId::cpuAverage && one.key.window == window)
            groups.cpus << one;
        else if (isGauge(families, families.family(one.key.family)))
            groups.gauges << one;
        else
            groups.others << one;
    }
    return groups;
}

QStringList gaugeLines(const MetricFamilies &families, const QList<SeriesValue> &gauges, int width, const Style &style)
{
    qsizetype widest = 0;
    for (const SeriesValue &one : gauges)
        widest = std::max(widest, families.title(one.key).size());
    QStringList lines;
    for (const SeriesValue &one : gauges)
        lines << u"  "_s + gauge(families.title(one.key).leftJustified(widest), one.value, width, style);
    return lines;
}

/// Formats a number with up to 15 digits; very small and very large ones get six digits and an exponent.
QString plainNumber(double value)
{
    const double size = std::abs(value);
    return QString::number(value, 'g', size == 0 || (size >= 1e-4 && size < 1e15) ? 15 : 6);
}

/// Shortens a name to `longest` characters: its beginning and its end.
QString shortened(const QString &name, int longest)
{
    const qsizetype half = (longest - 1) / 2;
    return name.size() <= longest ? name : name.first(half) + u'…' + name.last(half);
}

/// Returns lines with names and numbers; if there are too many, the last line has the number of the others.
QStringList otherLines(const QList<SeriesValue> &others, TerminalSize room, const Style &style)
{
    const qsizetype rows = std::max(room.rows, 0);
    const qsizetype shown = others.size() <= rows ? others.size() : std::max<qsizetype>(rows - 1, 0);
    QStringList lines;
    for (const SeriesValue &one : others.first(shown)) {
        const QString number = plainNumber(one.value);
        const int longest = std::max(room.columns - static_cast<int>(number.size()) - 1, 3);
        lines << u"  %1 %2"_s.arg(style.dim(shortened(shownName(one.name), longest)), number);
    }
    if (rows > 0 && shown < others.size())
        lines << style.dim(u"  %1 more"_s.arg(others.size() - shown));
    return lines;
}

QStringList valueLines(const TerminalTable &table, TerminalSize size, const Style &style)
{
    const MetricFamilies &families = MetricFamilies::standard();
    const Groups groups = groupsOf(families, table.sample);
    QStringList lines;
    if (!groups.cpus.isEmpty())
        lines << cpuLines(groups.cpus, size, style) << QString();
    lines << gaugeLines(families, groups.gauges, std::min(size.columns - 2 * margin, widestCell), style);
    const TerminalSize room{size.columns - 2 * margin, size.rows - static_cast<int>(lines.size()) - 5};
    return lines << otherLines(groups.others, room, style);
}

} // namespace

QStringList renderTable(const TerminalTable &table, TerminalSize size, bool colours)
{
    const Style style{colours};
    QStringList lines{headLine(table, size, style), QString()};
    if (table.sample.isEmpty())
        lines << u"  Waiting for the first result …"_s;
    else
        lines << valueLines(table, size, style);
    lines << QString();
    if (!table.lastLog.isEmpty())
        lines << style.dim(u"  "_s + shownName(table.lastLog).left(size.columns - 2 * margin));
    lines << style.dim(u"  Press Ctrl-C to quit"_s);
    return lines.mid(0, size.rows);
}

QString describeAge(std::chrono::milliseconds age)
{
    const double seconds = static_cast<double>(std::max(age, std::chrono::milliseconds(0)).count()) / 1000;
    if (seconds < 10)
        return u"%1 s"_s.arg(seconds, 0, 'f', 1);
    if (seconds < 60)
        return u"%1 s"_s.arg(std::floor(seconds), 0, 'f', 0);
    if (seconds < 3600)
        return u"%1 min"_s.arg(std::floor(seconds / 60), 0, 'f', 0);
    return u"%1 h"_s.arg(std::floor(seconds / 3600), 0, 'f', 0);
}

} // namespace pulse
