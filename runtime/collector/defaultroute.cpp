// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/collector/defaultroute.h"

#include "runtime/collector/proctext.h"

#include <algorithm>

namespace pulse {
namespace {

// linux/route.h and linux/ipv6_route.h
constexpr quint64 flagUp = 0x1;
constexpr quint64 flagReject = 0x200;

struct Route
{
    QByteArray interface;
    quint64 metric = 0;
};

bool isInUse(std::optional<quint64> flags)
{
    return flags && (*flags & flagUp) != 0 && (*flags & flagReject) == 0;
}

/// Interface, destination, gateway, flags (hexadecimal), references, uses, metric (decimal), mask, ...
std::optional<Route> parseRoute4(const QByteArrayList &fields)
{
    const std::optional<quint64> metric = number(fields, 6);
    const bool isDefault = number(fields, 1, 16) == 0U && number(fields, 7, 16) == 0U;
    if (!isDefault || !metric || !isInUse(number(fields, 3, 16)))
        return {};
    return Route{fields.constFirst(), *metric};
}

/// The fields, hexadecimal except the interface: destination, its length, source, its length, next hop, metric,
/// references, uses, flags, interface
std::optional<Route> parseRoute6(const QByteArrayList &fields)
{
    const std::optional<quint64> metric = number(fields, 5, 16);
    const bool isDefault = number(fields, 1, 16) == 0U && number(fields, 3, 16) == 0U;
    if (!isDefault || !metric || fields.size() < 10 || !isInUse(number(fields, 8, 16)))
        return {};
    return Route{fields.at(9), *metric};
}

template <class Parse>
std::optional<QString> lowestRoute(const QByteArray &text, Parse parse)
{
    std::optional<Route> lowest;
    for (const QByteArray &line : text.split('\n')) {
        const std::optional<Route> route = parse(words(line));
        if (route && (!lowest || route->metric < lowest->metric))
            lowest = route;
    }
    return lowest ? std::optional(QString::fromUtf8(lowest->interface)) : std::nullopt;
}

} // namespace

std::optional<QString> defaultRouteInterface4(const QByteArray &text)
{
    return lowestRoute(text, parseRoute4);
}

std::optional<QString> defaultRouteInterface6(const QByteArray &text)
{
    return lowestRoute(text, parseRoute6);
}

} // namespace pulse
