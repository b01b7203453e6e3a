// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/chart.h"
#include "app/state/timewindow.h"

#include <QPointer>

namespace pulse {

/// Synchronises the charts of a window: a gesture on one of them moves the time range of all, and all show the
/// crosshair at the same time.
class ChartLink : public QObject
{
    Q_OBJECT

public:
    /// `window` has to outlive the link.
    explicit ChartLink(TimeWindow &window, QObject *parent = nullptr);

    void add(Chart *chart);

Q_SIGNALS:
    void momentChosen(qint64 time); ///< the user clicked a time, ms since epoch

private:
    void showCrosshair(std::optional<qint64> time);

    TimeWindow &m_window;
    QList<QPointer<Chart>> m_charts;
};

} // namespace pulse
