// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

class QWidget;

namespace pulse {

/// Draws the window into a PNG file. Error: the file cannot be written.
Result<void> grabWindow(QWidget &window, const QString &file);

/// A good font for pictures: without a desktop Qt takes whatever comes first.
void usePictureFont();

} // namespace pulse
