// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/literals.h"

#include <QString>

namespace pulse {

/// Removes the brackets that an IPv6 address has in a URL; other hosts are returned unchanged.
inline QString withoutBrackets(const QString &host)
{
    const bool isBracketed = host.startsWith('['_L1) && host.endsWith(']'_L1);
    return isBracketed ? host.sliced(1, host.size() - 2) : host;
}

/// Adds the brackets that an IPv6 address needs before a port, as in [::1]; other hosts are returned unchanged.
inline QString withBrackets(const QString &host)
{
    return host.contains(':'_L1) ? '['_L1 + host + ']'_L1 : host;
}

} // namespace pulse
