// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/style/theme.h"

namespace pulse {

/// A style sheet for Qt's own controls within our pages: fields, buttons, menus, headers, scroll bars, all flat.
QString controlStyle(const Theme &theme);

} // namespace pulse
