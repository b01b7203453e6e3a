// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

class QWidget;

namespace pulse {

/// An SVG file of what a widget shows: lines as paths, texts as texts.
QByteArray svgPicture(QWidget &widget);

} // namespace pulse
