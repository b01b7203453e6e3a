// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/heatmap.h"
#include "app/pages/chartgrid.h"
#include "app/pages/eventlist.h"
#include "app/pages/tilerow.h"

class QGridLayout;

namespace pulse {

class ScrollColumn;

/// What matters at a glance: the newest values as tiles, those of the function first, the CPU averages over time and
/// now, egress and cache, and what happened.
class OverviewPage : public QWidget
{
    Q_OBJECT

public:
    /// `events` has to outlive this.
    OverviewPage(ChartLink &link, EventsModel &events, const Theme &theme, QWidget *parent = nullptr);

    void show(const Scene &scene);
    void showAge(const Freshness &freshness); ///< of the newest result
    void setTheme(const Theme &theme);

Q_SIGNALS:
    void allNumbersWanted(); ///< those of the result that no family knows
    void cpuChosen(int cpu);
    void momentChosen(qint64 time); ///< of an event, ms since epoch

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    struct Arrangement
    {
        bool isNarrow;
        bool hasShares;
        bool operator==(const Arrangement &) const = default;
    };

    void arrange(Arrangement wanted);
    void showCpus(const Scene &scene);

    TileRow *m_tiles; // this and the others: children
    ChartPanel *m_cpus;
    HeatMap *m_heatMap;
    Panel *m_now;
    ChartGrid *m_shares;
    EventList *m_events;
    ScrollColumn *m_scroll;
    QGridLayout *m_grid;
    Arrangement m_arrangement{};
};

} // namespace pulse
