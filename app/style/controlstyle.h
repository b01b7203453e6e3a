// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/style/theme.h"

class QWidget;

namespace pulse {

/// A style sheet for Qt's own controls within our pages: fields, buttons, menus, headers, scroll bars, all flat. A
/// field with the property "isWrong" has a red border; a dialog's default button is filled.
QString controlStyle(const Theme &theme);

/// Gives a widget and its children the palette and the style sheet of the current theme.
void applyControlStyle(QWidget &widget);

} // namespace pulse
