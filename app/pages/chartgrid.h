// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/pages/chartlink.h"
#include "app/pages/chartpanel.h"
#include "app/pages/scene.h"
#include "common/metrics/metricfamilies.h"

#include <map>

class QGridLayout;

namespace pulse {

/// A chart and its series.
struct GridChart
{
    ChartDefinition chart; ///< with its title in the user's language
    QList<SeriesKey> keys;
};

/// Returns the charts of a page of the table of families that have series; for the page "other", one for each series
/// without a family, with its own name.
QList<GridChart> chartsOfPage(const SampleStore &store, const QString &page);

/// Charts side by side, as many columns as fit. A chart exists while it has series.
class ChartGrid : public QWidget
{
    Q_OBJECT

public:
    ChartGrid(ChartLink &link, QWidget *parent = nullptr);

    void setTallest(int height); ///< px; greatest height of a chart
    /// `above`: charts above the first column, whose time axes are aligned with those of the grid.
    void show(const Scene &scene, const QList<GridChart> &charts, const QList<Chart *> &above = {});

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    ChartPanel *panelFor(const GridChart &one);
    void layOut();
    int fittingColumns() const;

    ChartLink &m_link;
    QGridLayout *m_layout;
    QList<ChartPanel *> m_panels; // children, in the order shown
    std::map<QString, ChartPanel *> m_byId;
    QStringList m_order;
    int m_tallest = QWIDGETSIZE_MAX;
    int m_columns = 0;
};

} // namespace pulse
