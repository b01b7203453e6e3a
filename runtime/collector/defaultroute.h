// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace pulse {

/// The interface of the default route with the lowest metric in the content of /proc/net/route (IPv4).
std::optional<QString> defaultRouteInterface4(const QByteArray &text);

/// The same in the content of /proc/net/ipv6_route.
std::optional<QString> defaultRouteInterface6(const QByteArray &text);

} // namespace pulse
