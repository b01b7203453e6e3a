// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QContextMenuEvent;
class QWidget;

namespace pulse {

class DashboardState;
class Exporter;

/// Opens a menu that exports the panel under the mouse or, if the keyboard sent the event, the panel with the focus.
/// Returns false if there is no panel. `exporter` and `state` have to outlive the window.
bool openChartMenu(QWidget &window, const QContextMenuEvent &event, Exporter &exporter, const DashboardState &state);

} // namespace pulse
