// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QScrollArea;
class QWidget;

namespace pulse {

/// A page that scrolls up and down where it does not fit, without a frame and on the window's own background.
QScrollArea *scrollColumn(QWidget *content, QWidget *parent);

} // namespace pulse
