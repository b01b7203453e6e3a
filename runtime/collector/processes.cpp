// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/collector/processes.h"

#include <algorithm>

namespace pulse {
namespace {

bool isProcess(const QString &folder)
{
    return std::ranges::all_of(folder, [](QChar letter) { return letter >= u'0' && letter <= u'9'; });
}

} // namespace

Result<quint64> countProcesses(const ProcReader &reader)
{
    const Result<QStringList> folders = reader.folders(QStringLiteral("proc"));
    if (!folders)
        return folders.error();
    const auto count = std::ranges::count_if(*folders, isProcess);
    if (count == 0)
        return Error{QStringLiteral("/proc shows no process at all")};
    return static_cast<quint64>(count);
}

} // namespace pulse
