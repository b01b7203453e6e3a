// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/views/navigationrail.h"
#include "app/views/sheet.h"

namespace pulse {

/// What is to be seen in a view, and what can be done there.
QList<Sheet::Row> viewHelp(NavigationRail::Page page);

} // namespace pulse
