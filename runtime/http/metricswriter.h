// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>

namespace pulse {

/// The media type of Prometheus's text format.
constexpr const char *metricsTextType = "text/plain; version=0.0.4; charset=utf-8";

QByteArray metricValue(double value);
QByteArray metricValue(quint64 value);
QByteArray metricValue(bool value); ///< 1 or 0
QByteArray metricSeconds(qint64 milliseconds);

/// Writes metrics one after the other in Prometheus's text format 0.0.4.
/// https://prometheus.io/docs/instrumenting/exposition_formats/
class MetricsWriter
{
public:
    struct Label
    {
        const char *name;
        QByteArray value;
    };

    /// Begins a metric. The samples added from now on belong to it.
    void begin(const char *name, const char *type, const char *help);
    void add(const QByteArray &value, const QList<Label> &labels = {}, const char *suffix = "");
    const QByteArray &text() const noexcept { return m_text; }

private:
    QByteArray m_name;
    QByteArray m_text;
};

/// Writes a program's version and its start time (ms since epoch).
void writeProgram(MetricsWriter &out, const QByteArray &version, qint64 started);

struct MetricsProcess
{
    const char *name;
    qint64 pid;
};

/// Writes memory, CPU time and open files of the processes that exist.
void writeProcesses(MetricsWriter &out, const QList<MetricsProcess> &processes);

} // namespace pulse
