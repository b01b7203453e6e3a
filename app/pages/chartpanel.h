// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/chart.h"
#include "app/pages/seriespanel.h"

namespace pulse {

/// A chart with its title.
class ChartPanel : public SeriesPanel
{
    Q_OBJECT

public:
    explicit ChartPanel(const QString &title, QWidget *parent = nullptr); ///< a line chart
    /// The chart becomes a child.
    ChartPanel(const QString &title, Chart *chart, QWidget *parent);

    Chart &chart() { return *m_chart; }

private:
    Chart *m_chart; // a child
};

} // namespace pulse
