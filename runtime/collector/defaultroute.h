// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace pulse {

/// Returns the interface of the default route with the lowest metric, from the content of /proc/net/route (IPv4).
std::optional<QString> defaultRouteInterface4(const QByteArray &text);

/// Like defaultRouteInterface4(), from the content of /proc/net/ipv6_route.
std::optional<QString> defaultRouteInterface6(const QByteArray &text);

} // namespace pulse
