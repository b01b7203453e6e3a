// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

class QWidget;

namespace pulse {

/// Returns a widget's contents as an SVG file: lines as paths, texts as texts.
QByteArray svgPicture(QWidget &widget);

} // namespace pulse
