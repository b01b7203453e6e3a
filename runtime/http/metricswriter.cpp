// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/http/metricswriter.h"

#include "runtime/http/processfigures.h"

#include <QLocale>

namespace pulse {
namespace {

QByteArray escaped(QByteArray value)
{
    return value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
}

struct NamedFigures
{
    const char *name;
    ProcessFigures figures;
};

template <class Value>
void writeOf(MetricsWriter &out, const QList<NamedFigures> &processes, Value ProcessFigures::*value)
{
    for (const NamedFigures &process : processes)
        out.add(metricValue(process.figures.*value), {{"process", process.name}});
}

} // namespace

QByteArray metricValue(double value)
{
    return QByteArray::number(value, 'g', QLocale::FloatingPointShortest);
}

QByteArray metricValue(quint64 value)
{
    return QByteArray::number(value);
}

QByteArray metricValue(bool value)
{
    return value ? "1" : "0";
}

QByteArray metricSeconds(qint64 milliseconds)
{
    return metricValue(static_cast<double>(milliseconds) / 1000);
}

void MetricsWriter::begin(const char *name, const char *type, const char *help)
{
    m_name = name;
    m_text += "# HELP " + m_name + ' ' + help + "\n# TYPE " + m_name + ' ' + type + '\n';
}

void MetricsWriter::add(const QByteArray &value, const QList<Label> &labels, const char *suffix)
{
    m_text += m_name + suffix;
    for (qsizetype i = 0; i < labels.size(); ++i)
        m_text += (i == 0 ? '{' : ',') + (labels[i].name + ("=\"" + escaped(labels[i].value)) + '"');
    m_text += (labels.isEmpty() ? " " : "} ") + value + '\n';
}

void writeProgram(MetricsWriter &out, const QByteArray &version, qint64 started)
{
    out.begin("pulseboard_build_info", "gauge", "Version of the program; always 1.");
    out.add("1", {{"version", version}});
    out.begin("pulseboard_start_time_seconds", "gauge", "When the service was started, since the Unix epoch.");
    out.add(metricSeconds(started));
}

void writeProcesses(MetricsWriter &out, const QList<MetricsProcess> &processes)
{
    QList<NamedFigures> known;
    for (const MetricsProcess &process : processes) {
        if (const auto figures = readProcessFigures(process.pid))
            known.append({process.name, *figures});
    }
    out.begin("pulseboard_process_resident_memory_bytes", "gauge", "Memory of the process that is in RAM.");
    writeOf(out, known, &ProcessFigures::residentBytes);
    out.begin("pulseboard_process_cpu_seconds_total", "counter", "User and system time of the process.");
    writeOf(out, known, &ProcessFigures::cpuSeconds);
    out.begin("pulseboard_process_open_fds", "gauge", "Files and sockets that the process has open.");
    writeOf(out, known, &ProcessFigures::openFiles);
}

} // namespace pulse
