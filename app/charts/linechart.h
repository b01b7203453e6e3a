// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/theme.h"
#include "app/models/samplestore.h"

#include <QWidget>

namespace pulse {

class LineCanvas;

/// One line of a chart.
struct ChartLine
{
    QString label;
    int color = 0; ///< as for `linePen`
    QList<TimedValue> values;

    bool operator==(const ChartLine &) const = default;
};

/// Percentages over time: 0 to 100 upwards, a fixed stretch of time to the right. Up to sixteen lines are all drawn in
/// their colours; of more, the hottest five, over the others thin and grey. Where there are several lines, those in
/// colour are named at the right edge, the hottest first, as many as there is room for.
class LineChart : public QWidget
{
    Q_OBJECT

public:
    static constexpr qsizetype mostColored = 16; ///< lines all drawn in colour
    static constexpr qsizetype highlighted = 5;  ///< of more lines than that

    explicit LineChart(const Theme &theme, QWidget *parent = nullptr);

    /// A line breaks where its values are further apart than `longestGap` (ms).
    void setLines(const QList<ChartLine> &lines, qint64 longestGap);
    void setTimeRange(qint64 from, qint64 to); ///< ms since epoch
    void setEmptyText(const QString &text);    ///< shown while there is nothing to draw
    void setDimmed(bool dimmed);               ///< the data are not current
    void setTheme(const Theme &theme);

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    LineCanvas *m_canvas; // child
};

} // namespace pulse
