// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

#include <tuple>

namespace pulse {

/// Identifies a series.
struct SeriesKey
{
    QString family; ///< id in the table of families; empty if the meaning is unknown
    QString name;   ///< the member of a group, such as an interface ("eth0"); if the meaning is unknown, the dotted
                    ///< name
    int index = -1; ///< the CPU's number; -1: none
    int window = 0; ///< period of an average, in seconds; 0: not an average

    bool operator==(const SeriesKey &) const = default;
    friend bool operator<(const SeriesKey &a, const SeriesKey &b)
    {
        return std::tie(a.family, a.window, a.name, a.index) < std::tie(b.family, b.window, b.name, b.index);
    }
    friend std::size_t qHash(const SeriesKey &key, std::size_t seed = 0) noexcept
    {
        return qHashMulti(seed, key.family, key.name, key.index, key.window);
    }
};

} // namespace pulse
