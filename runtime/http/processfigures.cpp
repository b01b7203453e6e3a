// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/http/processfigures.h"

#include "common/core/literals.h"

#include <QByteArrayList>
#include <QFile>

#include <filesystem>
#include <unistd.h>

namespace pulse {
namespace {

// Indices in /proc/PID/stat, counted from the field after the name, which is the third one.
constexpr qsizetype userTime = 14 - 3;
constexpr qsizetype systemTime = 15 - 3;
constexpr qsizetype residentPages = 24 - 3;

/// Returns the fields after the name, which is in brackets and may contain brackets and spaces itself.
QByteArrayList statFields(const QString &folder)
{
    QFile file(folder + u"/stat"_s);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    const QByteArray text = file.readAll();
    return text.mid(text.lastIndexOf(')') + 2).split(' ');
}

std::optional<quint64> countOpenFiles(const QString &folder)
{
    std::error_code error;
    const std::filesystem::directory_iterator files((folder + u"/fd"_s).toStdString(), error);
    if (error)
        return std::nullopt;
    quint64 count = 0;
    for (auto it = begin(files); it != end(files) && !error; it.increment(error))
        ++count;
    return count;
}

} // namespace

std::optional<ProcessFigures> readProcessFigures(qint64 pid)
{
    const QString folder = u"/proc/%1"_s.arg(pid);
    const QByteArrayList fields = statFields(folder);
    const std::optional<quint64> openFiles = countOpenFiles(folder);
    if (fields.size() <= residentPages || !openFiles)
        return std::nullopt;
    const quint64 ticks = fields[userTime].toULongLong() + fields[systemTime].toULongLong();
    return ProcessFigures{fields[residentPages].toULongLong() * static_cast<quint64>(::sysconf(_SC_PAGESIZE)),
                          static_cast<double>(ticks) / static_cast<double>(::sysconf(_SC_CLK_TCK)), *openFiles};
}

} // namespace pulse
