// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QImage>
#include <QPolygonF>

#include <vector>

namespace pulse {

/// Draws lines that run from left to right into an image: it sums up their coverage and then paints it in one colour.
/// Lines of a chart have about one point per column, and QPainter takes more than 4 ms to stroke one of them. All
/// lengths are in pixels of the image, and points are relative to the area.
class LineRaster
{
public:
    /// `image` must have Format_RGB32 or, if transparent, Format_ARGB32_Premultiplied, and has to outlive the raster;
    /// nothing is drawn outside `area`.
    LineRaster(QImage &image, const QRect &area);

    /// Adds an antialiased line. If it has more points than columns, it becomes one stroke per column.
    void addLine(const QPolygonF &points, float width);
    /// Paints the added coverage and clears it.
    void paint(const QColor &color);

    /// Adds one of many lines of one colour: one stroke per column, antialiased vertically only.
    void addThinLine(const QPolygonF &points, float width);
    void paintThin(const QColor &color);

    /// Paints the area between two lines whose points have the same x coordinates.
    void fill(const QPolygonF &upper, const QPolygonF &lower, const QColor &color);

private:
    struct Rows
    {
        int first, last;
    };
    struct Point
    {
        float x, y;
    };

    static Point clamped(QPointF point);
    static int columnOf(Point point);
    template <class Take>
    void forEachColumn(const QPolygonF &points, Take take) const;
    void addFlat(Point from, Point to, float width);
    void addSteep(Point from, Point to, float width);
    void addUpright(float x, float from, float to, float width);
    void addDense(const QPolygonF &points, float width);
    void addThinStroke(int column, float top, float bottom);
    void addStroke(int column, float top, float bottom, float weight = 1);
    void touch(int column, int first, int last);
    uchar *pixelsOf(int column) { return m_coverage.data() + std::ptrdiff_t(column) * m_height; }
    void paintColumn(int column, const Rows &rows, QRgb color);

    uchar *m_bits; // of the image, at the beginning of the area
    std::ptrdiff_t m_bytesPerLine;
    int m_width;
    int m_height;
    std::vector<uchar> m_coverage;   // column by column; 255: the whole pixel
    std::vector<Rows> m_touched;     // in each column
    std::vector<qint32> m_thinSteps; // column by column: difference of a pixel's coverage to that of the pixel above
};

} // namespace pulse
