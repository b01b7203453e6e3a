// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/state/timerange.h"
#include "app/widgets/panel.h"
#include "common/metrics/serieskey.h"

namespace pulse {

class DashboardState;

/// A panel over series, whose values can be exported.
class SeriesPanel : public Panel
{
    Q_OBJECT

public:
    using Panel::Panel;

    /// Sets the series and the time range that it shows.
    void setSeries(const QList<SeriesKey> &series, TimeRange range);
    const QList<SeriesKey> &series() const { return m_series; }
    TimeRange range() const { return m_range; }
    virtual QByteArray csv(const DashboardState &state) const; ///< the values that it shows

    /// Returns the panel that is or contains a widget; nullptr if there is none.
    static SeriesPanel *around(QWidget *widget);

private:
    QList<SeriesKey> m_series;
    TimeRange m_range;
};

} // namespace pulse
