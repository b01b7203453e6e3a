// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/heatmap.h"
#include "app/pages/chartgrid.h"
#include "app/pages/cpupanel.h"
#include "app/pages/eventlist.h"
#include "app/pages/page.h"
#include "app/pages/tilerow.h"

class QGridLayout;

namespace pulse {

class ScrollColumn;

/// The newest values as tiles, the CPU averages over time and now, the charts of the page "overview" in families.json,
/// events, and at the end a chart for each series without a family.
class OverviewPage : public Page
{
    Q_OBJECT

public:
    static QString id() { return u"overview"_s; }
    /// Both have to outlive the page.
    OverviewPage(DashboardState &state, ChartLink &link, QWidget *parent = nullptr);

    QString title() const override;
    QPainterPath icon() const override { return RailIcon::tiles(); }
    QList<Sheet::Row> help() const override;
    void showState(const DashboardState &state) override;

protected:
    void retranslate() override;
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Arrangement
    {
        bool isNarrow;
        bool hasShares;
        bool operator==(const Arrangement &) const = default;
    };

    void arrange(Arrangement arrangement);
    void showCpus(const Scene &scene);
    void showOther(const Scene &scene);

    TileRow *m_tiles; // this and the following are children
    CpuPanel *m_cpus;
    HeatMap *m_heatMap;
    SeriesPanel *m_now;
    ChartGrid *m_shares;
    EventList *m_events;
    ElidingLabel *m_otherTitle;
    ChartGrid *m_other;
    ScrollColumn *m_scroll;
    QGridLayout *m_grid;
    Arrangement m_arrangement{};
};

} // namespace pulse
