// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Qt>

namespace pulse {

/// Roles of our models, in addition to Qt's.
enum ItemRole {
    QuietRole = Qt::UserRole + 1, ///< bool: drawn in the dim colour, since it is not a value
    SortRole,                     ///< the value by which the column is sorted
};

} // namespace pulse
