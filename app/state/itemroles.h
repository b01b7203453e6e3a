// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Qt>

namespace pulse {

/// What our models tell besides Qt's own roles.
enum ItemRole {
    QuietRole = Qt::UserRole + 1, ///< bool: it is said in a low voice, since it is no value
    SortRole,                     ///< what the column is sorted by
};

} // namespace pulse
