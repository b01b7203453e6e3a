// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/style/theme.h"

class QLineEdit;
class QWidget;

namespace pulse {

/// A style sheet for Qt's own controls within our pages: fields, buttons, menus, headers, scroll bars, all flat. A
/// field with the property "isWrong" has a red border; a dialog's default button is filled. `isNarrow`: controls fit a
/// finger (see app/style/narrow.h).
QString controlStyle(const Theme &theme, bool isNarrow = false);

/// Gives a widget and its children the palette and the style sheet of the current theme and of the window's width. A
/// menu calls it before it opens.
void applyControlStyle(QWidget &widget);

/// Gives a field a red border, or its usual one.
void markWrong(QLineEdit &field, bool isWrong);

} // namespace pulse
