// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>

namespace pulse {

/// psutil's virtual_memory(), in bytes. Values that have no line in /proc/meminfo, and those computed from them, are
/// empty (psutil returns 0 for them).
struct Memory
{
    std::optional<quint64> total;
    std::optional<quint64> available; ///< without swapping; `free` if the kernel's value exceeds `total` (LXC)
    std::optional<double> percent;    ///< not available, with one decimal
    std::optional<quint64> used;      ///< total - free - cached - buffers; total - free if that is negative (LXC)
    std::optional<quint64> free;
    std::optional<quint64> active;
    std::optional<quint64> inactive;
    std::optional<quint64> buffers;
    std::optional<quint64> cached; ///< page cache and reclaimable slab, as in free(1)
    std::optional<quint64> shared;
    std::optional<quint64> slab;

    bool operator==(const Memory &) const = default;
};

/// Parses the content of /proc/meminfo, with the arithmetic of psutil 5.9.4.
Memory parseMemory(const QByteArray &text);

} // namespace pulse
