// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/results/machine.h"
#include "common/results/record.h"

#include <QList>
#include <QRandomGenerator>

#include <deque>

namespace pulse {

/// A simulated machine: measurements as a collector writes them, and a function's results for them, with names that the
/// table of families contains. The load of its CPUs varies slowly, and jobs begin and end. Equal seeds give equal
/// values.
class DemoMachine
{
public:
    static constexpr int cpuCount = 8;

    explicit DemoMachine(quint32 seed);

    static Machine description(); ///< as a collector writes it

    /// Returns the next measurement; `time` (ms since epoch) has to increase.
    Record next(qint64 time);

private:
    struct Cpu
    {
        double usage = 0; ///< percent
        double job = 0;   ///< percent that a job uses; 0: no job
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
    double m_sent = 41e9;         // this and the following: counters since the machine started
    double m_received = 87e9;
    double m_switches = 2.1e9;
    double m_interrupts = 1.2e9;
};

} // namespace pulse
