// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/literals.h"

#include <QByteArray>
#include <QFile>
#include <QList>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <functional>
#include <optional>
#include <unistd.h>

namespace pulse::bench {

/// Returns a process and its children, such as supervisor and worker of the runtime.
inline QList<qint64> familyOf(qint64 pid)
{
    QFile children(u"/proc/%1/task/%1/children"_s.arg(pid));
    QList<qint64> family{pid};
    if (children.open(QIODevice::ReadOnly)) {
        for (const QByteArray &child : children.readAll().split(' ')) {
            if (child.trimmed().toLongLong() > 0)
                family << child.trimmed().toLongLong();
        }
    }
    return family;
}

/// Returns the number behind `name` in /proc/PID/FILE, the sum for these processes. See proc(5).
inline double sumOf(const QList<qint64> &pids, const char *file, const QByteArray &name)
{
    double sum = 0;
    for (const qint64 pid : pids) {
        QFile figures(u"/proc/%1/%2"_s.arg(pid).arg(QLatin1String(file)));
        if (!figures.open(QIODevice::ReadOnly))
            continue;
        const QByteArray text = '\n' + figures.readAll();
        const qsizetype at = text.indexOf('\n' + name + ':');
        sum += at < 0 ? 0 : text.mid(at + name.size() + 2).simplified().split(' ').constFirst().toDouble();
    }
    return sum;
}

inline double cpuSeconds(const QList<qint64> &pids)
{
    double ticks = 0;
    for (const qint64 pid : pids) {
        QFile file(u"/proc/%1/stat"_s.arg(pid));
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray text = file.readAll();
        const QList<QByteArray> fields = text.mid(text.lastIndexOf(')') + 2).split(' ');
        ticks += fields.at(11).toDouble() + fields.at(12).toDouble(); // utime, stime
    }
    return ticks / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

struct SystemCalls
{
    double network = 0; ///< and the event loop
    double guard = 0;   ///< to check that the function has left the process's descriptors alone
};

/// Counts the system calls of a process during `run` with strace; nothing if that cannot be run.
inline std::optional<SystemCalls> systemCalls(qint64 pid, const std::function<void()> &run)
{
    const QTemporaryDir folder;
    const QString counts = folder.filePath(u"counts"_s);
    QProcess strace;
    strace.start(u"strace"_s, {u"-c"_s, u"-U"_s, u"calls,name"_s, u"-o"_s, counts, u"-p"_s, QString::number(pid)});
    const auto isAttached = [&] { return sumOf({pid}, "status", "TracerPid") > 0; };
    if (!strace.waitForStarted() || !QTest::qWaitFor([&] { return isAttached() || strace.processId() == 0; }))
        return {};
    run();
    strace.terminate();
    strace.waitForFinished();
    QFile file(counts);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    SystemCalls result;
    for (const QByteArray &line : file.readAll().split('\n')) {
        const QByteArrayList words = line.simplified().split(' ');
        if (words.size() != 2 || words[1] == "total")
            continue;
        const double calls = words[0].toDouble();
        const bool isGuard = QByteArrayList{"newfstatat", "fstat", "getpid"}.contains(words[1]);
        const double guard = isGuard ? calls : words[1] == "poll" ? calls / 2 : 0; // the other half: for a notice
        result.guard += guard;
        result.network += calls - guard;
    }
    return result;
}

} // namespace pulse::bench
