// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <optional>

namespace pulse {

/// How often calls ended in one way: "ok", "raised", "timeout", …; see docs/metrics.md.
struct OutcomeCount
{
    QString outcome;
    quint64 count = 0;

    bool operator==(const OutcomeCount &) const = default;
};

/// What the runtime says of itself and of the function under K:status. Times are ms since epoch, durations seconds.
struct FunctionStatus
{
    QString version; ///< of the runtime
    QString function;
    QString functionModified;
    QString codeHash;
    QString trigger; ///< "poll" or "push"
    qint64 started = 0;
    bool ready = false;
    QString reason;        ///< why it is not ready
    QString loadFailure{}; ///< why the newest version of the function could not be loaded, while the one before goes on
    quint64 calls = 0;
    QList<OutcomeCount> outcomes; ///< those that occurred, in the order of docs/metrics.md
    qint64 lastCall = 0;          ///< 0: none yet
    double lastDuration = 0;
    double meanDuration = 0;
    quint64 workerRestarts = 0;

    bool operator==(const FunctionStatus &) const = default;
};

/// A call that failed, one entry of K:errors.
struct FunctionFailure
{
    qint64 time = 0; ///< ms since epoch
    QString outcome;
    QString errorType;
    QString errorMessage;
    QString stackTrace;
    QString inputDigest;
    double duration = 0; ///< s

    bool operator==(const FunctionFailure &) const = default;
};

/// All that is known of the function besides its results.
struct FunctionReport
{
    std::optional<FunctionStatus> status; ///< nothing under a foreign runtime, which keeps none
    QList<FunctionFailure> failures;      ///< newest first, at most 100
    QString problem;                      ///< why it cannot be read; empty where it can

    bool operator==(const FunctionReport &) const = default;
};

} // namespace pulse
