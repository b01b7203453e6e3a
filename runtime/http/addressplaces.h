// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runtime/http/clientaddress.h"

#include <QHash>

#include <algorithm>
#include <memory>

namespace pulse {

/// Counts the places that are taken, and how many of them each address has (see networkOf).
class AddressPlaces
{
public:
    using Place = std::shared_ptr<void>; ///< is given back when the last copy of it is gone

    qsizetype total() const { return m_taken->total; }
    qsizetype count(const QHostAddress &address) const { return m_taken->byNetwork.value(networkOf(address)); }

    Place take(const QHostAddress &address)
    {
        const QHostAddress network = networkOf(address);
        ++m_taken->total;
        ++m_taken->byNetwork[network];
        return {m_taken.get(), [taken = m_taken, network](void *) {
                    --taken->total;
                    if (--taken->byNetwork[network] == 0)
                        taken->byNetwork.remove(network);
                }};
    }

private:
    struct Taken
    {
        qsizetype total = 0;
        QHash<QHostAddress, qsizetype> byNetwork{};
    };

    std::shared_ptr<Taken> m_taken = std::make_shared<Taken>(); // a place may outlive this
};

/// How many of `places` one address may have: `wanted`, or for 0 an eighth of them. A browser opens six connections at
/// once, so it is 8 at least.
inline qsizetype shareOf(qsizetype places, qsizetype wanted)
{
    constexpr qsizetype least = 8;
    return wanted > 0 ? wanted : std::max(places / 8, least);
}

} // namespace pulse
