// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace pulse {

/// The state of a machine's network that the choice of an interface depends on.
struct NetworkState
{
    std::optional<QString> defaultRoute4; ///< the interface of the IPv4 default route
    std::optional<QString> defaultRoute6;
    QStringList interfaces; ///< all, in the kernel's order
    QStringList up;         ///< those of them that are up
};

struct InterfaceChoice
{
    QString interface;
    QString why;          ///< the reason, as a clause without a full stop
    bool isGuess = false; ///< there is no default route

    bool operator==(const InterfaceChoice &) const = default;
};

/// Chooses the interface whose counters are reported: that of the default route (IPv4 before IPv6); without one, the
/// interface used so far (routes disappear while an address is renewed), else the first that is up, else "lo".
std::optional<InterfaceChoice> chooseInterface(const NetworkState &state, const QString &usedSoFar);

} // namespace pulse
