// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/state/timerange.h"
#include "app/widgets/panel.h"
#include "common/metrics/serieskey.h"

namespace pulse {

/// A panel over series, whose values can be exported.
class SeriesPanel : public Panel
{
    Q_OBJECT

public:
    using Panel::Panel;

    /// What it shows, and of when.
    void setSeries(const QList<SeriesKey> &series, TimeRange range);
    const QList<SeriesKey> &series() const { return m_series; }
    TimeRange range() const { return m_range; }

    /// The one that a widget is or lies in; nullptr if there is none.
    static SeriesPanel *around(QWidget *widget);

private:
    QList<SeriesKey> m_series;
    TimeRange m_range;
};

} // namespace pulse
