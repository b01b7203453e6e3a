// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/chart.h"
#include "app/state/timewindow.h"

#include <QPointer>

namespace pulse {

/// Synchronises the charts of a window: a gesture on one of them moves the time range of all, and all show the
/// crosshair at the same time: that under the mouse, or the chosen moment.
class ChartLink : public QObject
{
    Q_OBJECT

public:
    /// `window` has to outlive the link.
    explicit ChartLink(TimeWindow &window, QObject *parent = nullptr);

    void add(Chart *chart);
    void showMoment(std::optional<qint64> time); ///< the chosen moment, ms since epoch; nothing: none any more

Q_SIGNALS:
    void momentChosen(qint64 time); ///< the user clicked a time, ms since epoch
    void momentShown(std::optional<qint64> time);

private:
    void showCrosshair(std::optional<qint64> time);

    TimeWindow &m_window;
    QList<QPointer<Chart>> m_charts;
};

} // namespace pulse
