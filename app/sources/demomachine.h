// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/results/record.h"

#include <QList>
#include <QRandomGenerator>

#include <deque>

namespace pulse {

/// A machine that is not there: measurements as a collector writes them, and what a function makes of them, under names
/// that the table of families knows. CPUs are idle, drift with the time of day and have jobs that come and go. The same
/// seed gives the same course.
class DemoMachine
{
public:
    static constexpr int cpuCount = 8;

    explicit DemoMachine(quint32 seed);

    /// The next one; `time`, ms since epoch, has to go up.
    Record next(qint64 time);

private:
    struct Cpu
    {
        double usage = 0; ///< percent
        double job = 0;   ///< percent that a job takes, 0 while there is none
    };
    struct Reading
    {
        qint64 time = 0; ///< ms since epoch
        QList<double> usages;
    };

    double noise() { return m_random.generateDouble(); }
    void work(double tide);
    void count(double seconds, double busy);
    QByteArray measurement(qint64 time, double busy) const;
    QByteArray result() const;

    QRandomGenerator m_random;
    QList<Cpu> m_cpus{cpuCount};
    std::deque<Reading> m_window; // of the last minute
    double m_cached = 0.35;       // share of memory
    double m_sent = 41e9;         // this and the next ones: counters, since the machine started
    double m_received = 87e9;
    double m_switches = 2.1e9;
    double m_interrupts = 1.2e9;
};

} // namespace pulse
