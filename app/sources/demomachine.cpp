// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sources/demomachine.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace pulse {
namespace {

constexpr qint64 window = 60'000;     // ms, of the moving averages
constexpr double tideSeconds = 1'500; // from one busy time to the next
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

/// JSON has one type of number: without a fraction it is written as an integer.
double whole(double value)
{
    return std::floor(value);
}

} // namespace

DemoMachine::DemoMachine(quint32 seed)
    : m_random(seed)
{
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

/// `tide`: from 0 to 1, how much there is to do for all.
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
        {QStringLiteral("timestamp"),
         QDateTime::fromMSecsSinceEpoch(time).toString(QStringLiteral("yyyy-MM-dd HH:mm:ss.zzz"))},
        {QStringLiteral("cpu_freq_current"), rounded(1800 + 2100 * busy)},
        {QStringLiteral("cpu_stats-ctx_switches"), whole(m_switches)},
        {QStringLiteral("cpu_stats-interrupts"), whole(m_interrupts)},
        {QStringLiteral("virtual_memory-total"), memory},
        {QStringLiteral("virtual_memory-used"), used},
        {QStringLiteral("virtual_memory-cached"), cached},
        {QStringLiteral("virtual_memory-buffers"), whole(memory * buffers)},
        {QStringLiteral("virtual_memory-free"), whole(memory * (1 - buffers)) - used - cached},
        {QStringLiteral("virtual_memory-percent"), rounded(100 * used / memory)},
        {QStringLiteral("n_pids"), whole(280 + 90 * busy)},
        {QStringLiteral("net_io_counters_eth0-bytes_sent"), whole(m_sent)},
        {QStringLiteral("net_io_counters_eth0-bytes_recv"), whole(m_received)},
    };
    for (qsizetype i = 0; i < m_cpus.size(); ++i)
        object.insert(cpuName("cpu_percent-%1", i), rounded(m_cpus[i].usage));
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

/// As the sample function does it (resources/handlers/metrics.py).
QByteArray DemoMachine::result() const
{
    QJsonObject object{
        {QStringLiteral("percentage_outgoing_bytes"), 100 * m_sent / (m_sent + m_received)},
        {QStringLiteral("percentage_memory_caching"), 100 * (m_cached + buffers)},
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
