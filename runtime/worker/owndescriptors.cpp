// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/worker/owndescriptors.h"

#include "common/core/literals.h"

#include <QDir>

#include <algorithm>
#include <fcntl.h>

namespace pulse {

OwnDescriptors::OwnDescriptors()
{
    const QStringList names = QDir(u"/proc/self/fd"_s).entryList(QDir::AllEntries | QDir::System);
    for (const QString &name : names) {
        bool isNumber = false;
        const int descriptor = name.toInt(&isNumber);
        const int flags = isNumber ? ::fcntl(descriptor, F_GETFD) : -1; // -1: that of the folder itself
        if (flags >= 0 && (flags & FD_CLOEXEC) != 0)
            m_entries << Entry{descriptor, DescriptorIdentity::of(descriptor)};
    }
}

bool OwnDescriptors::areIntact() const
{
    return std::ranges::all_of(
        m_entries, [](const Entry &entry) { return DescriptorIdentity::of(entry.descriptor) == entry.identity; });
}

} // namespace pulse
