// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runtime/http/clientaddress.h"

#include <QHash>

#include <algorithm>
#include <memory>

namespace pulse {

/// Counts the occupied places, in total and per address (see networkOf).
class AddressPlaces
{
public:
    using Place = std::shared_ptr<void>; ///< released with its last copy

    qsizetype total() const { return m_occupied->total; }
    qsizetype count(const QHostAddress &address) const { return m_occupied->byNetwork.value(networkOf(address)); }

    Place acquire(const QHostAddress &address)
    {
        const QHostAddress network = networkOf(address);
        ++m_occupied->total;
        ++m_occupied->byNetwork[network];
        return {m_occupied.get(), [occupied = m_occupied, network](void *) {
                    --occupied->total;
                    if (--occupied->byNetwork[network] == 0)
                        occupied->byNetwork.remove(network);
                }};
    }

private:
    struct Occupied
    {
        qsizetype total = 0;
        QHash<QHostAddress, qsizetype> byNetwork{};
    };

    std::shared_ptr<Occupied> m_occupied = std::make_shared<Occupied>(); // a place may outlive this object
};

/// Returns how many of `places` one address may occupy: `wanted`, or an eighth of them if that is 0. The minimum is 8,
/// since a browser opens six connections at once.
inline qsizetype shareOf(qsizetype places, qsizetype wanted)
{
    constexpr qsizetype least = 8;
    return wanted > 0 ? wanted : std::max(places / 8, least);
}

} // namespace pulse
