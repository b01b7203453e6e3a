// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/style/sizes.h"

#include <QWidget>

#include <algorithm>

namespace pulse {

/// Returns whether the widget's window, or for a dialog or menu its owner's, is as narrow as a phone's, where controls
/// have to fit a finger. It is false until the window has a size. When it changes, WindowFrame sends a
/// Theme::changeEvent().
inline bool isNarrow(const QWidget &widget)
{
    const QWidget *window = widget.window();
    while (window->parentWidget())
        window = window->parentWidget()->window();
    const bool hasSize = window->isVisible() || window->testAttribute(Qt::WA_Resized);
    return window->windowType() == Qt::Window && hasSize && window->width() < narrowPage;
}

/// Returns the height (px) of a control that is `height` high in a wide window.
inline int controlHeight(const QWidget &widget, int height)
{
    return isNarrow(widget) ? std::max(height, touchTarget) : height;
}

} // namespace pulse
