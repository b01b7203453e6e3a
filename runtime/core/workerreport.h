// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace pulse {

/// The descriptor on which a worker finds the pipe to its supervisor.
constexpr int workerReportDescriptor = 3;

/// What a worker tells its supervisor: one line of JSON each, on `workerReportDescriptor`. Its stdout and stderr are
/// the function's own.
struct WorkerReport
{
    enum class Kind {
        Log,        ///< a log message of the worker itself
        Loaded,     ///< the function is loaded; calls follow
        LoadFailed, ///< the function cannot be loaded; the worker ends
    };

    Kind kind = Kind::Log;
    QtMsgType level = QtInfoMsg; ///< for Log
    QByteArray category;         ///< for Log
    QString text;                ///< the message, or why loading failed

    QByteArray toLine() const; ///< with the line end
    static std::optional<WorkerReport> fromLine(const QByteArray &line);
    bool operator==(const WorkerReport &) const = default;
};

} // namespace pulse
