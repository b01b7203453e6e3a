// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/seriespanel.h"

#include "app/state/dashboardstate.h"

namespace pulse {

void SeriesPanel::setSeries(const QList<SeriesKey> &series, TimeRange range)
{
    m_series = series;
    m_range = range;
}

QByteArray SeriesPanel::csv(const DashboardState &state) const
{
    return state.csv(m_series, m_range);
}

SeriesPanel *SeriesPanel::around(QWidget *widget)
{
    while (widget && !qobject_cast<SeriesPanel *>(widget))
        widget = widget->parentWidget();
    return static_cast<SeriesPanel *>(widget);
}

} // namespace pulse
