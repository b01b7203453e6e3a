// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QImage>
#include <QPolygonF>

#include <vector>

namespace pulse {

/// Which columns of pixels of a dashed line are drawn.
struct Dashes
{
    QList<double> lengths; ///< on, off, on, …; empty for a solid line
    double origin = 0;     ///< where the pattern begins; any number, so that it can move along with the line
};

/// Draws lines that run from left to right into an image: first what they cover is added up, then it is painted in one
/// colour. Lines of a chart have about as many points as there are columns, and QPainter takes more than 4 ms to stroke
/// one of them. All lengths in pixels of the image, points relative to the area.
class LineRaster
{
public:
    /// `image` has to be of Format_RGB32 or, transparent, of Format_ARGB32_Premultiplied, and to outlive this; nothing
    /// is drawn outside `area`.
    LineRaster(QImage &image, const QRect &area);

    /// Antialiased. Where a line has more points than there are columns, what it covers of each column is one stroke.
    void addLine(const QPolygonF &points, float width);
    /// Paints what was added, and forgets it.
    void paint(const QColor &color, const Dashes &dashes = {});

    /// For many lines of one colour: one stroke per column, antialiased upwards alone.
    void addThinLine(const QPolygonF &points, float width);
    void paintThin(const QColor &color);

    /// Paints what lies between two lines whose points lie above one another.
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

    uchar *m_bits; // of the image, where the area begins
    std::ptrdiff_t m_bytesPerLine;
    int m_width;
    int m_height;
    std::vector<uchar> m_coverage;   // column by column; 255 for all of a pixel
    std::vector<Rows> m_touched;     // in each column
    std::vector<qint32> m_thinSteps; // column by column: by how much more of a pixel is covered than of that above
};

} // namespace pulse
