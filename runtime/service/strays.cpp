// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/service/strays.h"

#include "common/core/literals.h"

#include <QDir>
#include <QFile>
#include <QHash>

#include <csignal>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace pulse {
namespace {

/// Returns parent -> children of all processes, from the fourth field of /proc/PID/stat, after the name in brackets
/// (proc(5)).
QMultiHash<pid_t, pid_t> processTree()
{
    QMultiHash<pid_t, pid_t> children;
    for (const QString &name : QDir(u"/proc"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        bool isPid = false;
        const pid_t pid = name.toInt(&isPid);
        QFile file(u"/proc/%1/stat"_s.arg(name));
        if (!isPid || !file.open(QIODevice::ReadOnly))
            continue;
        const QByteArray stat = file.readAll();
        children.insert(stat.mid(stat.lastIndexOf(')') + 2).split(' ').value(1).toInt(), pid);
    }
    return children;
}

void killBelow(pid_t parent, const QMultiHash<pid_t, pid_t> &children)
{
    for (const pid_t child : children.values(parent)) {
        killBelow(child, children);
        ::kill(child, SIGKILL);
    }
}

} // namespace

void adoptStrays()
{
    ::prctl(PR_SET_CHILD_SUBREAPER, 1);
}

void endStrays()
{
    constexpr int mostGenerations = 16; // of processes that fork while they are being killed
    for (int i = 0; i < mostGenerations; ++i) {
        const QMultiHash<pid_t, pid_t> children = processTree();
        if (!children.contains(::getpid()))
            return;
        killBelow(::getpid(), children);
        for (const pid_t child : children.values(::getpid()))
            ::waitpid(child, nullptr, 0); // returns soon, because the child was killed
    }
}

} // namespace pulse
