// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/render/chartline.h"
#include "app/charts/render/valueaxis.h"
#include "app/state/eventmark.h"
#include "app/state/timerange.h"
#include "app/style/adaptive.h"

#include <QJsonObject>

#include <optional>

namespace pulse {

/// The data of a chart.
struct ChartData
{
    QList<ChartLine> lines;
    QList<ThresholdLine> thresholds;
    TimeRange range;
    qint64 longestGap = 0;                ///< ms; values further apart are not connected
    bool dimmed = false;                  ///< the data are not current
    std::optional<qint64> dataStart = {}; ///< ms since epoch: no data exist before; nothing: there are no data
    QList<EventMark> marks = {};          ///< newest first
};

/// A series' newest value as text.
struct ChartValue
{
    QString label;
    QString text; ///< with its unit

    bool operator==(const ChartValue &) const = default;
};

/// A chart of any kind. Its title is its accessible name; assistive technology and reports also get its description and
/// its values. A chart with a time axis emits gestures of the mouse; its owner then sets the new time range.
class Chart : public Adaptive<>
{
    Q_OBJECT

public:
    explicit Chart(QWidget *parent = nullptr);

    virtual void setData(const ChartData &content) = 0;
    virtual void setEmptyText(const QString &text) = 0;
    virtual void setScale(const ValueScale &) {}
    virtual void setCrosshair(std::optional<qint64>) {} ///< ms since epoch
    /// The names, colours and newest values: the highest first, or in the order of a stack.
    virtual QList<LegendEntry> legend() const { return {}; }

    virtual double axisWidth() const { return 0; }      ///< px that the axis left of the plot needs
    virtual void setLeastAxisWidth(double /*width*/) {} ///< px; the plot begins at the right of it

    virtual QString description() const = 0;
    virtual QList<ChartValue> values() const = 0;
    virtual QJsonObject report() const = 0; ///< see viewreport.h

Q_SIGNALS:
    void hovered(std::optional<qint64> time); ///< the time under the mouse (ms since epoch); nothing: the mouse left
    void clicked(qint64 time);                ///< a click, not a drag; on a mark, its time; ms since epoch
    void panned(qint64 milliseconds);         ///< the distance of a drag so far; positive: towards the past
    void zoomed(qint64 from, qint64 to); ///< by the wheel or a rubber band (right button, or Shift); ms since epoch
    void liveRequested();                ///< a double click
};

/// Gives charts in one column the same width of the axis, so that their plots have the same edges.
void alignAxes(const QList<Chart *> &charts);

} // namespace pulse
