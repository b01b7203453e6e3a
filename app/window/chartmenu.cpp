// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/window/chartmenu.h"

#include "app/pages/seriespanel.h"
#include "app/state/dashboardstate.h"
#include "app/style/controlstyle.h"
#include "app/window/exporter.h"

#include <QContextMenuEvent>
#include <QMenu>

namespace pulse {

bool openChartMenu(QWidget &window, const QContextMenuEvent &event, Exporter &exporter, const DashboardState &state)
{
    const bool byKeyboard = event.reason() == QContextMenuEvent::Keyboard;
    SeriesPanel *panel = SeriesPanel::around(byKeyboard ? window.focusWidget() : window.childAt(event.pos()));
    if (!panel)
        return false;
    auto *menu = new QMenu(&window);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    applyControlStyle(*menu);
    exporter.addActions(*menu, *panel, panel->title(), [&state, panel] { return panel->csv(state); });
    menu->popup(event.globalPos());
    return true;
}

} // namespace pulse
