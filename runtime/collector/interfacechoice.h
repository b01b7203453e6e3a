// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace pulse {

/// What is known of a machine's network, for choosing an interface.
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
    QString why;          ///< half a sentence
    bool isGuess = false; ///< there is no default route

    bool operator==(const InterfaceChoice &) const = default;
};

/// The interface whose counters are the machine's: the one of the default route (IPv4 before IPv6); without any, the
/// one used so far (routes come and go when an address is renewed), else the first that is up, else "lo".
std::optional<InterfaceChoice> chooseInterface(const NetworkState &state, const QString &usedSoFar);

} // namespace pulse
