// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

class QWidget;

namespace pulse {

/// Draws the window into a PNG file. Error: the file cannot be written.
Result<void> grabWindow(QWidget &window, const QString &file);

/// Returns a good font for pictures; without a desktop, Qt uses the first one that it finds.
void usePictureFont();

} // namespace pulse
