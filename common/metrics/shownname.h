// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace pulse {

/// A name from a result as it is, but "" in quotes in place of the empty one.
QString visibleName(const QString &name);

/// The same in one line, for people to see: control characters and line breaks become escapes as in Python.
QString shownName(const QString &name);

} // namespace pulse
