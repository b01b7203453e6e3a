// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/collector/processes.h"

#include "common/core/literals.h"

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
    const Result<QStringList> folders = reader.folders(u"proc"_s);
    if (!folders)
        return folders.error();
    const auto count = std::ranges::count_if(*folders, isProcess);
    if (count == 0)
        return Error{u"/proc lists no processes"_s};
    return static_cast<quint64>(count);
}

} // namespace pulse
