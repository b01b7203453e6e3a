// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/linechart.h"

namespace pulse {

/// The durations of calls over time, in ms. Those that failed have a red diamond.
class CallChart : public LineChart
{
    Q_OBJECT

public:
    explicit CallChart(QWidget *parent = nullptr);

    /// `failures`: the durations (ms) of calls that failed, at their times.
    void setFailures(const QList<TimedValue> &failures);

    QString description() const override;
    QJsonObject report() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QList<TimedValue> m_failures;
};

} // namespace pulse
