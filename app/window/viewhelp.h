// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/widgets/sheet.h"
#include "app/window/navigationrail.h"

namespace pulse {

/// What is to be seen in a view, and what can be done there.
QList<Sheet::Row> viewHelp(NavigationRail::Page page);

} // namespace pulse
