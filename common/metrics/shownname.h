// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace pulse {

/// Returns a name from a result unchanged, but "" in quotes for the empty one.
QString visibleName(const QString &name);

/// visibleName() in one line.
QString shownName(const QString &name);

} // namespace pulse
