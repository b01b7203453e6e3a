// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/collector/interfacechoice.h"

namespace pulse {
namespace {

const QString loopback = QStringLiteral("lo");

std::optional<QString> firstUp(const NetworkState &state)
{
    for (const QString &interface : state.up) {
        if (interface != loopback)
            return interface;
    }
    return {};
}

std::optional<InterfaceChoice> chooseByRoute(const NetworkState &state)
{
    if (state.defaultRoute4 && state.interfaces.contains(*state.defaultRoute4))
        return InterfaceChoice{*state.defaultRoute4, QStringLiteral("it has the default route"), false};
    if (state.defaultRoute6 && state.interfaces.contains(*state.defaultRoute6))
        return InterfaceChoice{*state.defaultRoute6, QStringLiteral("it has the IPv6 default route"), false};
    return {};
}

} // namespace

std::optional<InterfaceChoice> chooseInterface(const NetworkState &state, const QString &usedSoFar)
{
    if (const auto byRoute = chooseByRoute(state))
        return byRoute;
    if (usedSoFar != loopback && state.up.contains(usedSoFar))
        return InterfaceChoice{usedSoFar, QStringLiteral("there is no default route any more; it was used so far"),
                               true};
    if (const auto interface = firstUp(state))
        return InterfaceChoice{*interface, QStringLiteral("there is no default route; it is the first that is up"),
                               true};
    if (state.interfaces.contains(loopback))
        return InterfaceChoice{loopback, QStringLiteral("no other interface is up"), true};
    return {};
}

} // namespace pulse
