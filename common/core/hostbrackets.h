// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/literals.h"

#include <QString>

namespace pulse {

/// An IPv6 address without the brackets that it has in a URL; any other host is unchanged.
inline QString withoutBrackets(const QString &host)
{
    const bool isBracketed = host.startsWith('['_L1) && host.endsWith(']'_L1);
    return isBracketed ? host.sliced(1, host.size() - 2) : host;
}

/// An IPv6 address as it is written before a port: [::1]; any other host is unchanged.
inline QString withBrackets(const QString &host)
{
    return host.contains(':'_L1) ? '['_L1 + host + ']'_L1 : host;
}

} // namespace pulse
