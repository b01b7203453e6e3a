// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/boundedtext.h"
#include "common/results/failure.h"

#include <QByteArray>
#include <QStringList>

#include <optional>

namespace pulse {

/// The descriptor on which a worker finds the socket to its supervisor. The supervisor sends a FunctionVersion over it
/// whenever one is to be loaded, and the worker sends WorkerReports: one line of JSON each. The worker's stdout and
/// stderr belong to the function.
constexpr int workerLinkDescriptor = 3;

// The exit codes of a worker that cannot continue.
constexpr int outOfMemoryExitCode = 86;     ///< MemoryError
constexpr int lostDescriptorsExitCode = 87; ///< the user's code closed or replaced descriptors of the worker

/// Maximum size of a message with its traceback, in bytes of UTF-8.
constexpr qsizetype longestReportText = 3 * longestText;

/// A report of a worker to its supervisor.
struct WorkerReport
{
    enum class Kind {
        Log,        ///< a log message of the worker itself
        Loaded,     ///< the function is loaded, and calls follow
        CallFailed, ///< see `failure`
        LoadFailed, ///< the function cannot be loaded; the worker ends or continues with the previous one
    };

    Kind kind = Kind::Log;
    QtMsgType level = QtInfoMsg; ///< for Log
    QByteArray category{};       ///< for Log
    QString text{};              ///< the message, or the reason why loading failed
    QStringList files{};         ///< for Loaded and LoadFailed: the user's files that the import read
    Failure failure{};           ///< for CallFailed

    /// Returns a line including its end. Texts and the list of files are cut, so that a line has at most 2 MiB.
    QByteArray toLine() const;
    /// Parses a line; empty if it is not a report. Long texts are cut, since the user's code may have written the line.
    static std::optional<WorkerReport> fromLine(const QByteArray &line);
    bool operator==(const WorkerReport &) const = default;
};

} // namespace pulse
