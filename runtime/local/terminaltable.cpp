// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/local/terminaltable.h"

#include "common/metrics/percentages.h"

#include <algorithm>
#include <cmath>
#include <vector>

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
        return colours ? QStringLiteral("\x1b[%1m%2\x1b[0m").arg(QLatin1String(code), text) : text;
    }
};

QString bar(double percent, int width, const Style &style)
{
    const int full = static_cast<int>(std::lround(std::clamp(percent, 0.0, 100.0) / 100 * width));
    return style.load(QString(full, QChar(0x2588)), percent) + style.dim(QString(width - full, QChar(0x2591)));
}

/// "label bar value", `width` columns wide.
QString gauge(const QString &label, double percent, int width, const Style &style)
{
    const QString value = QStringLiteral("%1 %").arg(percent, valueWidth - 3, 'f', 1);
    const int barWidth = width - static_cast<int>(label.size()) - 1 - valueWidth;
    return label + QLatin1Char(' ') + bar(percent, barWidth, style) + QLatin1Char(' ') + value;
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

QStringList cpuLines(QList<Percentage> cpus, TerminalSize size, const Style &style)
{
    const Layout layout = layoutFor(static_cast<int>(cpus.size()), size);
    const qsizetype room = layout.columns * layout.rows;
    const qsizetype hidden = std::max<qsizetype>(0, cpus.size() - room);
    if (hidden > 0) {
        std::ranges::sort(cpus, std::ranges::greater(), &Percentage::value);
        cpus.resize(room);
    }
    std::ranges::sort(cpus, {}, [](const Percentage &cpu) { return cpu.metric.cpu; });
    const qsizetype rows = (cpus.size() + layout.columns - 1) / layout.columns;
    QStringList lines;
    for (qsizetype row = 0; row < rows; ++row) {
        QString line;
        for (qsizetype i = row; i < cpus.size(); i += rows) { // down, then right
            const QString label = QStringLiteral("%1").arg(cpus[i].metric.cpu, 3);
            line += gauge(label, cpus[i].value, layout.cellWidth, style) + QString(margin, QLatin1Char(' '));
        }
        lines << QString(margin, QLatin1Char(' ')) + line;
    }
    QString heading = QStringLiteral("CPU average, last minute");
    if (hidden > 0)
        heading += QStringLiteral(" (the hottest; %1 more)").arg(hidden);
    return QStringList{style.bold(QStringLiteral("  ") + heading)} + lines;
}

QString headLine(const TerminalTable &table, TerminalSize size, const Style &style)
{
    const int gap = size.columns - static_cast<int>(table.title.size() + table.status.size()) - 2 * margin;
    return QStringLiteral("  ") + style.bold(table.title) + QString(std::max(gap, 2), QLatin1Char(' ')) +
           style.dim(table.status);
}

QString familyName(MetricFamily family)
{
    return family == MetricFamily::Egress ? QStringLiteral("Egress") : QStringLiteral("Cache ");
}

QStringList otherLines(const Sample &sample, int room, const Style &style)
{
    QStringList lines;
    for (const Reading &reading : sample.readings) {
        if (!matchMetric(reading.name))
            lines << QStringLiteral("  %1 %2").arg(style.dim(reading.name), QString::number(reading.value, 'g', 6));
    }
    return lines.mid(0, std::max(0, room));
}

QStringList valueLines(const TerminalTable &table, TerminalSize size, const Style &style)
{
    QList<Percentage> cpus;
    QStringList shares;
    for (const Percentage &one : percentagesOf(table.sample)) {
        if (one.metric.family == MetricFamily::CpuAverage)
            cpus << one;
        else
            shares << QStringLiteral("  ") + gauge(familyName(one.metric.family), one.value,
                                                   std::min(size.columns - 2 * margin, widestCell), style);
    }
    QStringList lines;
    if (!cpus.isEmpty())
        lines << cpuLines(cpus, size, style) << QString();
    lines << shares;
    const int room = size.rows - static_cast<int>(lines.size()) - 5;
    return lines << otherLines(table.sample, room, style);
}

} // namespace

QStringList renderTable(const TerminalTable &table, TerminalSize size, bool colours)
{
    const Style style{colours};
    QStringList lines{headLine(table, size, style), QString()};
    if (table.sample.readings.isEmpty())
        lines << QStringLiteral("  Waiting for the first result …");
    else
        lines << valueLines(table, size, style);
    lines << QString();
    if (!table.lastLog.isEmpty())
        lines << style.dim(QStringLiteral("  ") + table.lastLog.left(size.columns - 2 * margin));
    lines << style.dim(QStringLiteral("  Ctrl-C ends it"));
    return lines.mid(0, size.rows);
}

QString describeAge(std::chrono::milliseconds age)
{
    const double seconds = static_cast<double>(std::max(age, std::chrono::milliseconds(0)).count()) / 1000;
    if (seconds < 10)
        return QStringLiteral("%1 s").arg(seconds, 0, 'f', 1);
    if (seconds < 60)
        return QStringLiteral("%1 s").arg(std::floor(seconds), 0, 'f', 0);
    if (seconds < 3600)
        return QStringLiteral("%1 min").arg(std::floor(seconds / 60), 0, 'f', 0);
    return QStringLiteral("%1 h").arg(std::floor(seconds / 3600), 0, 'f', 0);
}

} // namespace pulse
