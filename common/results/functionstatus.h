// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/results/failure.h"
#include "common/results/problem.h"

#include <QList>
#include <QString>

#include <optional>

namespace pulse {

/// How often calls ended in one way: see outcomeName.
struct OutcomeCount
{
    QString outcome;
    quint64 count = 0;

    bool operator==(const OutcomeCount &) const = default;
};

/// What the runtime reports of itself and of the function under K:status. Times are ms since epoch, durations seconds.
/// fieldtables.h lists the fields.
struct FunctionStatus
{
    QString version;          ///< of the runtime
    QString function;         ///< its origin, e.g. "/opt/usermodule.py"; empty: none is loaded
    QString functionModified; ///< "yyyy-MM-dd HH:mm:ss"
    QString codeHash;
    QString trigger;       ///< "poll" or "push"
    qint64 started = 0;    ///< when the runtime started
    bool ready = false;    ///< connected to Redis, and a function is loaded
    QString reason;        ///< why it is not ready, one sentence
    QString loadFailure{}; ///< why the newest version of the function cannot be loaded; the previous one continues
    quint64 calls = 0;
    QList<OutcomeCount> outcomes; ///< those that occurred, in the order of docs/metrics.md
    qint64 lastCall = 0;          ///< 0: none yet
    double lastDuration = 0;
    double meanDuration = 0;
    quint64 workerRestarts = 0;

    bool operator==(const FunctionStatus &) const = default;
};

/// All that is known of the function besides its results.
struct FunctionReport
{
    std::optional<FunctionStatus> status; ///< nothing under a foreign runtime, which keeps none
    QList<Failure> failures;              ///< newest first, at most mostFailures
    Problem problem;                      ///< why it cannot be read

    bool operator==(const FunctionReport &) const = default;
};

} // namespace pulse
