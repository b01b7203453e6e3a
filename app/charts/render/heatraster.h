// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/render/chartline.h"
#include "app/charts/render/loadcolors.h"
#include "app/state/timerange.h"

#include <QImage>
#include <QRectF>

#include <optional>
#include <vector>

namespace pulse {

/// A picture of percentages over time: a row for each line, or for adjacent lines if there are more lines than rows,
/// and a column for each interval of time. A pixel has the colour of the largest value in it, and is transparent
/// without one. A value counts from the value before it on, if both are connected.
///
/// Columns begin at multiples of their length, so that the picture only moves while time passes, and only what is new
/// is painted.
class HeatRaster
{
public:
    /// `size`: the most columns and rows. `longestGap`: ms.
    void update(const QList<ChartLine> &lines, qint64 longestGap, TimeRange range, QSize size,
                const LoadColors &colors);

    const QImage &image() const { return m_image; }
    /// Returns the part of the picture that shows the range of the last update.
    QRectF visiblePart() const;
    /// Returns the value that a pixel shows of a line; nothing: the line has none there. `time`: ms since epoch.
    std::optional<double> valueAt(const ChartLine &line, qint64 time) const;
    int paintedColumns() const { return m_paintedColumns; } ///< in the last update

private:
    struct Columns
    {
        qint64 length = 1; ///< ms
        qint64 begin = 0;  ///< the first one, counted from the epoch
        qint64 end = 0;

        qint64 of(qint64 time) const { return time / length; }
        qsizetype count() const { return static_cast<qsizetype>(end - begin); }
    };

    static Columns columnsFor(TimeRange range, int most);
    void paint(const QList<ChartLine> &lines, qint64 longestGap, qint64 first, const LoadColors &colors);

    void addPeaks(const QList<TimedValue> &values, qint64 longestGap, qint64 first, std::vector<double> &peaks) const;

    QImage m_image;
    Columns m_columns;
    TimeRange m_range;
    int m_paintedColumns = 0;
    QList<ChartLine> m_lines; // that are painted
    qint64 m_longestGap = 0;
    std::optional<LoadColors> m_colors;
};

} // namespace pulse
