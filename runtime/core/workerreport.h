// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/boundedtext.h"
#include "common/results/failure.h"

#include <QByteArray>
#include <QStringList>

#include <optional>

namespace pulse {

/// The descriptor on which a worker finds the socket to its supervisor. Over it the supervisor sends a FunctionVersion
/// whenever there is one to load, and the worker WorkerReports: one line of JSON each. The worker's stdout and stderr
/// are the function's own.
constexpr int workerLinkDescriptor = 3;

// The exit codes of a worker that cannot continue.
constexpr int outOfMemoryExitCode = 86;     ///< MemoryError
constexpr int lostDescriptorsExitCode = 87; ///< the user's code closed or replaced descriptors that are the worker's

/// In bytes of UTF-8: a message with its traceback.
constexpr qsizetype longestReportText = 3 * longestText;

/// What a worker tells its supervisor.
struct WorkerReport
{
    enum class Kind {
        Log,        ///< a log message of the worker itself
        Loaded,     ///< the function is loaded; calls follow
        CallFailed, ///< `failure` says how
        LoadFailed, ///< the function cannot be loaded; the worker ends, or goes on with the one before
    };

    Kind kind = Kind::Log;
    QtMsgType level = QtInfoMsg; ///< for Log
    QByteArray category{};       ///< for Log
    QString text{};              ///< the message, or why loading failed
    QStringList files{};         ///< for Loaded and LoadFailed: the user's files that were read
    Failure failure{};           ///< for CallFailed

    /// With the line end. Texts and the list of files are cut, so that a line has at most 2 MiB.
    QByteArray toLine() const;
    /// Nothing: it is no report. What is too long is cut: the user's code may have written the line.
    static std::optional<WorkerReport> fromLine(const QByteArray &line);
    bool operator==(const WorkerReport &) const = default;
};

} // namespace pulse
