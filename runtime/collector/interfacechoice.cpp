// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/collector/interfacechoice.h"

#include "common/core/literals.h"

namespace pulse {
namespace {

const QString loopback = u"lo"_s;

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
        return InterfaceChoice{*state.defaultRoute4, u"it has the default route"_s, false};
    if (state.defaultRoute6 && state.interfaces.contains(*state.defaultRoute6))
        return InterfaceChoice{*state.defaultRoute6, u"it has the IPv6 default route"_s, false};
    return {};
}

} // namespace

std::optional<InterfaceChoice> chooseInterface(const NetworkState &state, const QString &usedSoFar)
{
    if (const auto byRoute = chooseByRoute(state))
        return byRoute;
    if (usedSoFar != loopback && state.up.contains(usedSoFar))
        return InterfaceChoice{usedSoFar, u"there is no default route any more; it was used before"_s, true};
    if (const auto interface = firstUp(state))
        return InterfaceChoice{*interface, u"there is no default route; it is the first that is up"_s, true};
    if (state.interfaces.contains(loopback))
        return InterfaceChoice{loopback, u"no other interface is up"_s, true};
    return {};
}

} // namespace pulse
