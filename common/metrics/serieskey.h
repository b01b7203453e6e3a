// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QString>

#include <tuple>

namespace pulse {

/// Which series a number belongs to.
struct SeriesKey
{
    QString family; ///< id in the table of families; empty for a number of no known meaning
    QString name;   ///< which of several: an interface ("eth0"); for a number of no known meaning its dotted name
    int index = -1; ///< the CPU's number; -1: none
    int window = 0; ///< seconds that an average goes over; 0: it is no average

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
