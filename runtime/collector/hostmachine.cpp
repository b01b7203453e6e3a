// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/collector/hostmachine.h"

#include "common/core/literals.h"
#include "runtime/collector/memory.h"

#include <QSysInfo>

namespace pulse {
namespace {

/// Returns the first value of a name in /proc/cpuinfo that is not empty.
QString firstValue(const QByteArray &text, const QByteArray &name)
{
    for (const QByteArray &line : text.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon < 0 || line.first(colon).trimmed() != name)
            continue;
        if (const QByteArray value = line.sliced(colon + 1).simplified(); !value.isEmpty())
            return QString::fromUtf8(value);
    }
    return {};
}

} // namespace

QString parseCpuModel(const QByteArray &text)
{
    for (const char *name : {"model name", "Hardware", "Model"}) {
        if (const QString model = firstValue(text, name); !model.isEmpty())
            return model;
    }
    return {};
}

QString readHostName(const ProcReader &reader)
{
    if (reader.isOfThisHost())
        return QSysInfo::machineHostName();
    const Result<QByteArray> file = reader.read(u"etc/hostname"_s);
    for (const QByteArray &line : file ? file->split('\n') : QByteArrayList()) { // which can also have comments
        if (const QByteArray name = line.trimmed(); !name.isEmpty() && !name.startsWith('#'))
            return QString::fromUtf8(name);
    }
    return QSysInfo::machineHostName();
}

Machine readMachine(const ProcReader &reader, const QString &name)
{
    const Result<QByteArray> cpus = reader.read(u"proc/cpuinfo"_s);
    const Result<QByteArray> memory = reader.read(u"proc/meminfo"_s);
    const quint64 total = memory ? parseMemory(*memory).total.value_or(0) : 0;
    return {name, cpus ? parseCpuModel(*cpus) : QString(), static_cast<qint64>(total)};
}

} // namespace pulse
