// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <optional>

namespace pulse {

/// psutil's virtual_memory(), in bytes; what /proc/meminfo has no line for, and what would be computed from it, is
/// empty. (psutil puts 0 there.)
struct Memory
{
    std::optional<quint64> total;
    std::optional<quint64> available; ///< for new programs without swapping; free, where it is over total (LXC)
    std::optional<double> percent;    ///< that is not available, with one decimal
    std::optional<quint64> used;      ///< total - free - cached - buffers; total - free, where that is below 0 (LXC)
    std::optional<quint64> free;
    std::optional<quint64> active;
    std::optional<quint64> inactive;
    std::optional<quint64> buffers;
    std::optional<quint64> cached; ///< page cache and reclaimable slab, as free(1) has it
    std::optional<quint64> shared;
    std::optional<quint64> slab;

    bool operator==(const Memory &) const = default;
};

/// From the content of /proc/meminfo, with the arithmetic of psutil 5.9.4.
Memory parseMemory(const QByteArray &text);

} // namespace pulse
