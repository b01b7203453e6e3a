// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sources/demomachine.h"

#include "common/core/literals.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace pulse {
namespace {

constexpr qint64 window = 60'000;     // ms, of the moving averages
constexpr double tideSeconds = 1'500; // between two busy times
constexpr double memory = 32.0 * 1024 * 1024 * 1024;
constexpr double buffers = 0.01; // share of memory

QString cpuName(const char *form, qsizetype cpu)
{
    return QString::fromLatin1(form).arg(cpu);
}

double rounded(double value)
{
    return std::round(value * 10) / 10;
}

/// Writes a number without a fraction as an integer.
double whole(double value)
{
    return std::floor(value);
}

} // namespace

DemoMachine::DemoMachine(quint32 seed)
    : m_random(seed)
{
}

Machine DemoMachine::description()
{
    return {u"demo-machine"_s, u"Simulated CPU"_s, static_cast<qint64>(memory)};
}

Record DemoMachine::next(qint64 time)
{
    const double seconds = m_window.empty() ? 0 : static_cast<double>(time - m_window.back().time) / 1000;
    work(0.5 + 0.5 * std::sin(static_cast<double>(time) / 1000 / tideSeconds * 2 * std::numbers::pi));
    Reading reading{time, {}};
    double sum = 0;
    for (const Cpu &cpu : m_cpus) {
        reading.usages.append(rounded(cpu.usage));
        sum += cpu.usage;
    }
    m_window.push_back(reading);
    while (m_window.front().time <= time - window)
        m_window.pop_front();
    const double busy = sum / 100 / cpuCount;
    count(seconds, busy);
    return {time, result(), measurement(time, busy)};
}

/// `tide`: 0 to 1, the load that all CPUs share.
void DemoMachine::work(double tide)
{
    for (qsizetype i = 0; i < m_cpus.size(); ++i) {
        Cpu &cpu = m_cpus[i];
        if (noise() < 0.012) // a job begins or ends
            cpu.job = cpu.job > 0 ? 0 : 30 + 60 * noise();
        const double wanted = 3 + tide * 9 * static_cast<double>(1 + i % 3) + cpu.job + 10 * (noise() - 0.5);
        cpu.usage = std::clamp(cpu.usage + (wanted - cpu.usage) * 0.4, 0.0, 100.0);
    }
    m_cached = std::clamp(m_cached + (0.30 + 0.12 * (1 - tide) - m_cached) * 0.05, 0.0, 0.6);
}

void DemoMachine::count(double seconds, double busy)
{
    m_sent += seconds * (0.4 + 6 * busy * noise()) * 1e6;
    m_received += seconds * (0.8 + 9 * busy * noise()) * 1e6;
    m_switches += seconds * (4'000 + 60'000 * busy * (0.5 + noise()));
    m_interrupts += seconds * (2'000 + 25'000 * busy * (0.5 + noise()));
}

QByteArray DemoMachine::measurement(qint64 time, double busy) const
{
    const double used = whole(memory * (0.28 + 0.25 * busy));
    const double cached = whole(memory * m_cached);
    QJsonObject object{
        {u"timestamp"_s, QDateTime::fromMSecsSinceEpoch(time).toString(u"yyyy-MM-dd HH:mm:ss.zzz"_s)},
        {u"cpu_freq_current"_s, rounded(1800 + 2100 * busy)},
        {u"cpu_stats-ctx_switches"_s, whole(m_switches)},
        {u"cpu_stats-interrupts"_s, whole(m_interrupts)},
        {u"virtual_memory-total"_s, memory},
        {u"virtual_memory-used"_s, used},
        {u"virtual_memory-cached"_s, cached},
        {u"virtual_memory-buffers"_s, whole(memory * buffers)},
        {u"virtual_memory-free"_s, whole(memory * (1 - buffers)) - used - cached},
        {u"virtual_memory-percent"_s, rounded(100 * used / memory)},
        {u"n_pids"_s, whole(280 + 90 * busy)},
        {u"net_io_counters_eth0-bytes_sent"_s, whole(m_sent)},
        {u"net_io_counters_eth0-bytes_recv"_s, whole(m_received)},
    };
    for (qsizetype i = 0; i < m_cpus.size(); ++i)
        object.insert(cpuName("cpu_percent-%1", i), rounded(m_cpus[i].usage));
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

/// Computes the same as the sample function (resources/handlers/metrics.py).
QByteArray DemoMachine::result() const
{
    QJsonObject object{
        {u"percentage_outgoing_bytes"_s, 100 * m_sent / (m_sent + m_received)},
        {u"percentage_memory_caching"_s, 100 * (m_cached + buffers)},
    };
    for (qsizetype i = 0; i < m_cpus.size(); ++i) {
        double sum = 0;
        for (const Reading &reading : m_window)
            sum += reading.usages[i];
        object.insert(cpuName("moving_average_cpu_percent-%1", i), sum / static_cast<double>(m_window.size()));
    }
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace pulse
