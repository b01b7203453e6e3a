// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/collector/memory.h"

#include "runtime/collector/proctext.h"

#include <QHash>

namespace pulse {
namespace {

using Bytes = std::optional<quint64>;

class MemInfo
{
public:
    explicit MemInfo(const QByteArray &text)
    {
        for (const QByteArray &line : text.split('\n')) {
            const QByteArrayList parts = words(line);
            if (const std::optional<quint64> kilobytes = number(parts, 1))
                m_bytes.insert(parts.constFirst(), *kilobytes * 1024);
        }
    }

    Bytes operator[](const QByteArray &name) const
    {
        const auto it = m_bytes.constFind(name);
        return it == m_bytes.cend() ? Bytes() : Bytes(*it);
    }

private:
    QHash<QByteArray, quint64> m_bytes;
};

Bytes cachedOf(const MemInfo &info)
{
    const Bytes pages = info["Cached:"];
    return pages ? Bytes(*pages + info["SReclaimable:"].value_or(0)) : Bytes(); // Linux has this line since 2.6.19
}

Bytes availableOf(const MemInfo &info)
{
    const Bytes total = info["MemTotal:"];
    const Bytes available = info["MemAvailable:"];
    return total && available && *available > *total ? info["MemFree:"] : available;
}

std::optional<double> percentOf(const Memory &memory)
{
    if (!memory.total || !memory.available || *memory.total == 0 || *memory.available > *memory.total)
        return {};
    const quint64 taken = *memory.total - *memory.available;
    return roundToTenth(static_cast<double>(taken) / static_cast<double>(*memory.total) * 100);
}

Bytes usedOf(const Memory &memory)
{
    if (!memory.total || !memory.free || !memory.cached || !memory.buffers || *memory.free > *memory.total)
        return {};
    const quint64 taken = *memory.total - *memory.free;
    const quint64 reclaimable = *memory.cached + *memory.buffers;
    return taken < reclaimable ? taken : taken - reclaimable;
}

} // namespace

Memory parseMemory(const QByteArray &text)
{
    const MemInfo info(text);
    Memory memory;
    memory.total = info["MemTotal:"];
    memory.available = availableOf(info);
    memory.free = info["MemFree:"];
    memory.active = info["Active:"];
    memory.inactive = info["Inactive:"];
    memory.buffers = info["Buffers:"];
    memory.cached = cachedOf(info);
    memory.shared = info["Shmem:"];
    memory.slab = info["Slab:"];
    memory.percent = percentOf(memory);
    memory.used = usedOf(memory);
    return memory;
}

} // namespace pulse
