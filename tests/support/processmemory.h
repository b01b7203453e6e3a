// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/literals.h"

#include <QByteArray>
#include <QFile>

#include <unistd.h>

namespace pulse::test {

/// The memory of a process in bytes, from /proc/PID/statm (proc(5)).
struct ProcessMemory
{
    qint64 size = 0;     ///< address space
    qint64 resident = 0; ///< in RAM

    static ProcessMemory now() { return of(::getpid()); } ///< of this process

    static ProcessMemory of(qint64 pid)
    {
        QFile file(u"/proc/%1/statm"_s.arg(pid));
        if (!file.open(QIODevice::ReadOnly))
            return {};
        const QList<QByteArray> pages = file.readAll().split(' ');
        const qint64 page = ::sysconf(_SC_PAGESIZE);
        return {pages.value(0).toLongLong() * page, pages.value(1).toLongLong() * page};
    }
};

} // namespace pulse::test
