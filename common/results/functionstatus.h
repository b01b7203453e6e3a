// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/results/failure.h"
#include "common/results/machine.h"
#include "common/results/problem.h"

#include <QList>
#include <QString>

#include <optional>

namespace pulse {

/// How often calls ended with an outcome; see outcomeName().
struct OutcomeCount
{
    QString outcome;
    quint64 count = 0;

    bool operator==(const OutcomeCount &) const = default;
};

/// What the runtime reports about itself and the function in K:status. Times are ms since epoch, durations are seconds.
/// fieldtables.h lists the fields.
struct FunctionStatus
{
    QString version;          ///< of the runtime
    QString function;         ///< its origin, e.g. "/opt/usermodule.py"; empty: none is loaded
    QString functionModified; ///< "yyyy-MM-dd HH:mm:ss"
    QString codeHash;
    QString trigger;       ///< "poll" or "push"
    QString inputKey{};    ///< of the measurements; empty: runtimes before 0.2.0 do not report it
    qint64 started = 0;    ///< when the runtime started
    bool ready = false;    ///< connected to Redis, and a function is loaded
    QString reason;        ///< why it is not ready, as one sentence
    QString loadFailure{}; ///< why the newest version of the function cannot be loaded; the previous one continues
    quint64 calls = 0;
    QList<OutcomeCount> outcomes; ///< in the order of docs/reference/metrics.md; one that is absent did not occur
    qint64 lastCall = 0;          ///< 0: none yet
    double lastDuration = 0;
    double meanDuration = 0;
    quint64 workerRestarts = 0;

    bool operator==(const FunctionStatus &) const = default;
};

/// Everything that is known about the function except its results, and about the machine that is measured.
struct FunctionReport
{
    std::optional<FunctionStatus> status; ///< empty: a runtime of another project writes none
    QList<Failure> failures;              ///< newest first, at most mostFailures
    Problem problem;                      ///< why status or failures cannot be read
    std::optional<Machine> machine{};     ///< empty: unknown

    bool operator==(const FunctionReport &) const = default;
};

} // namespace pulse
