// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/chart.h"
#include "app/state/timewindow.h"

#include <QPointer>

namespace pulse {

/// Makes the charts of a window act as one: what is done with the mouse on one of them moves the time of all, and the
/// crosshair stands at the same time everywhere.
class ChartLink : public QObject
{
    Q_OBJECT

public:
    /// `window` has to outlive this.
    explicit ChartLink(TimeWindow &window, QObject *parent = nullptr);

    void add(Chart *chart);

Q_SIGNALS:
    void momentChosen(qint64 time); ///< a click, ms since epoch

private:
    void showCrosshair(std::optional<qint64> time);

    TimeWindow &m_window;
    QList<QPointer<Chart>> m_charts;
};

} // namespace pulse
