// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/render/lineraster.h"

#include <algorithm>
#include <cmath>

namespace pulse {
namespace {

constexpr int opaque = 255;
constexpr float closePoints = 1.5; // px; a steep line between such points is drawn as vertical
constexpr float farAway = 1e5;
constexpr int thinLevels = 32; // steps of a pixel's coverage

void addTo(uchar &pixel, int coverage)
{
    pixel = static_cast<uchar>(std::min(opaque, pixel + coverage));
}

int rounded(float positive)
{
    return static_cast<int>(std::lrint(positive));
}

/// Adds to `count` pixels, `stride` apart, `weight` times the part of each that [low, high] covers.
template <std::ptrdiff_t fixedStride = 0>
void addSpan(uchar *pixels, std::ptrdiff_t stride, int count, float low, float high, float weight)
{
    if constexpr (fixedStride != 0)
        stride = fixedStride;
    low = std::max(low, 0.0F);
    high = std::min(high, static_cast<float>(count));
    if (low >= high)
        return;
    const int first = static_cast<int>(low);
    const int last = std::min(static_cast<int>(high), count - 1);
    if (first == last) {
        addTo(pixels[first * stride], rounded(weight * (high - low)));
        return;
    }
    addTo(pixels[first * stride], rounded(weight * (static_cast<float>(first + 1) - low)));
    addTo(pixels[last * stride], rounded(weight * (high - static_cast<float>(last))));
    const int whole = rounded(weight);
    for (int i = first + 1; i < last; ++i)
        addTo(pixels[i * stride], whole);
}

/// Blends two channels at once; `share`: 0 to 256.
QRgb blended(QRgb from, QRgb to, quint32 share)
{
    constexpr quint32 everyOther = 0x00ff00ff;
    const auto mix = [share](quint32 a, quint32 b) {
        return (a & everyOther) * (256 - share) + (b & everyOther) * share;
    };
    return (mix(from >> 8, to >> 8) & ~everyOther) | (mix(from, to) >> 8 & everyOther);
}

template <class Point>
bool isSteep(Point from, Point to)
{
    return std::abs(to.y - from.y) > to.x - from.x;
}

template <class Point>
bool keepsDirection(Point a, Point b, Point c)
{
    return isSteep(a, b) && isSteep(b, c) && (a.y < b.y) == (b.y < c.y);
}

} // namespace

LineRaster::LineRaster(QImage &image, const QRect &area)
    : m_bits(image.bits() + area.top() * image.bytesPerLine() + area.left() * std::ptrdiff_t(sizeof(QRgb)))
    , m_bytesPerLine(image.bytesPerLine())
    , m_width(area.width())
    , m_height(area.height())
    , m_coverage(static_cast<std::size_t>(m_width) * static_cast<std::size_t>(m_height))
    , m_touched(static_cast<std::size_t>(m_width), Rows{m_height, -1})
{
    Q_ASSERT(image.format() == QImage::Format_RGB32 || image.format() == QImage::Format_ARGB32_Premultiplied);
    Q_ASSERT(image.rect().contains(area));
}

/// Single precision is sufficient for pixels, but not for times.
LineRaster::Point LineRaster::clamped(QPointF point)
{
    return {std::clamp(static_cast<float>(point.x()), -farAway, farAway),
            std::clamp(static_cast<float>(point.y()), -farAway, farAway)};
}

int LineRaster::columnOf(Point point)
{
    const int truncated = static_cast<int>(point.x); // std::floor is a function call on older processors
    return truncated - (point.x < static_cast<float>(truncated) ? 1 : 0);
}

void LineRaster::touch(int column, int first, int last)
{
    Rows &rows = m_touched[static_cast<std::size_t>(column)];
    rows.first = std::min(rows.first, std::max(first, 0));
    rows.last = std::max(rows.last, std::min(last, m_height - 1));
}

/// Adds column by column, with the line's height in the middle of its part of the column.
void LineRaster::addFlat(Point from, Point to, float width)
{
    const float slope = to.x > from.x ? (to.y - from.y) / (to.x - from.x) : 0;
    const float half = width / 2 * std::sqrt(1 + slope * slope);
    const float begin = std::max(0.0F, from.x);
    const float end = std::min(static_cast<float>(m_width), to.x);
    for (int column = static_cast<int>(begin); static_cast<float>(column) < end; ++column) {
        const float left = std::max(static_cast<float>(column), begin);
        const float right = std::min(static_cast<float>(column + 1), end);
        const float y = from.y + slope * ((left + right) / 2 - from.x);
        addSpan<1>(pixelsOf(column), 1, m_height, y - half, y + half, (right - left) * opaque);
        touch(column, static_cast<int>(y - half), static_cast<int>(y + half));
    }
}

/// Adds row by row.
void LineRaster::addSteep(Point from, Point to, float width)
{
    if (from.y > to.y)
        std::swap(from, to);
    const float slope = (to.x - from.x) / (to.y - from.y);
    const float half = width / 2 * std::sqrt(1 + slope * slope);
    const float begin = std::max(0.0F, from.y);
    const float end = std::min(static_cast<float>(m_height), to.y);
    if (begin >= end)
        return; // outside the area
    for (int row = static_cast<int>(begin); static_cast<float>(row) < end; ++row) {
        const float top = std::max(static_cast<float>(row), begin);
        const float bottom = std::min(static_cast<float>(row + 1), end);
        const float x = from.x + slope * ((top + bottom) / 2 - from.y);
        addSpan(m_coverage.data() + row, m_height, m_width, x - half, x + half, (bottom - top) * opaque);
    }
    const int left = static_cast<int>(std::max(0.0F, std::min(from.x, to.x) - half));
    const float right = std::min(static_cast<float>(m_width), std::max(from.x, to.x) + half);
    const float rows = 1 / std::max(std::abs(slope), 1e-4F); // per column
    const float start = slope < 0 ? to.x : from.x;           // the column at the top, or mirrored
    for (int column = left; static_cast<float>(column) < right; ++column) {
        const float first = (static_cast<float>(column) - start - half) * rows;
        const float last = (static_cast<float>(column + 1) - start + half) * rows;
        const float top = slope < 0 ? to.y - last : from.y + first;
        const float bottom = slope < 0 ? to.y - first : from.y + last;
        touch(column, static_cast<int>(std::clamp(top, begin, end)), static_cast<int>(std::clamp(bottom, begin, end)));
    }
}

void LineRaster::addUpright(float x, float from, float to, float width)
{
    const float left = std::max(0.0F, x - width / 2);
    const float right = std::min(static_cast<float>(m_width), x + width / 2);
    for (int column = static_cast<int>(left); static_cast<float>(column) < right; ++column) {
        const float share =
            std::min(right, static_cast<float>(column + 1)) - std::max(left, static_cast<float>(column));
        addSpan<1>(pixelsOf(column), 1, m_height, from, to, share * opaque);
        touch(column, static_cast<int>(from), static_cast<int>(to));
    }
}

/// Calls `take(column, top, bottom)` with the rows that a line without width passes through, for each column of the
/// area and for its neighbours -1 and the width.
template <class Take>
void LineRaster::forEachColumn(const QPolygonF &points, Take take) const
{
    Point before{};
    float top = 0; // of the stroke in the column of `before`
    float bottom = 0;
    const auto finish = [&](int column) {
        if (column >= -1 && column <= m_width)
            take(column, top, bottom);
    };
    for (qsizetype i = 0; i < points.size(); ++i) {
        const Point point = clamped(points[i]);
        const int from = columnOf(before);
        const int to = columnOf(point);
        if (i == 0)
            top = bottom = point.y;
        for (int column = std::max(from, -2); i > 0 && column < std::min(to, m_width + 1); ++column) {
            // The middle is exact enough for points in neighbouring columns.
            const float share =
                to - from == 1 ? 0.5F : (static_cast<float>(column + 1) - before.x) / (point.x - before.x);
            const float edge = before.y + (point.y - before.y) * share;
            top = std::min(top, edge);
            bottom = std::max(bottom, edge);
            finish(column);
            top = bottom = edge;
        }
        top = std::min(top, point.y);
        bottom = std::max(bottom, point.y);
        before = point;
    }
    finish(columnOf(before));
}

/// A steep line in a column also covers a part of its neighbours.
void LineRaster::addDense(const QPolygonF &points, float width)
{
    const float half = width / 2;
    const float beside = std::min((width - 1) / 2, 1.0F);
    forEachColumn(points, [&](int column, float top, float bottom) {
        addStroke(column, top - half, bottom + half);
        if (beside <= 0 || bottom - top < width)
            return;
        addStroke(column - 1, top, bottom, beside);
        addStroke(column + 1, top, bottom, beside);
    });
}

void LineRaster::addLine(const QPolygonF &points, float width)
{
    if (points.size() > 1 && static_cast<double>(points.size()) > points.constLast().x() - points.constFirst().x()) {
        addDense(points, width);
        return;
    }
    std::vector<Point> line(static_cast<std::size_t>(points.size()));
    std::ranges::transform(points, line.begin(), [](QPointF point) { return clamped(point); });
    for (std::size_t i = 1; i < line.size(); ++i) {
        Point from = line[i - 1];
        Point to = line[i];
        if (!isSteep(from, to)) {
            addFlat(from, to, width);
            continue;
        }
        // Fills the corner at which the line turns.
        const float corner = from.y < to.y ? width / 2 : -width / 2;
        if (i < 2 || !keepsDirection(line[i - 2], line[i - 1], line[i]))
            from.y -= corner;
        if (i + 1 >= line.size() || !keepsDirection(line[i - 1], line[i], line[i + 1]))
            to.y += corner;
        if (to.x - from.x < closePoints)
            addUpright((from.x + to.x) / 2, std::min(from.y, to.y), std::max(from.y, to.y), width);
        else
            addSteep(from, to, width);
    }
}

void LineRaster::addStroke(int column, float top, float bottom, float weight)
{
    top = std::max(top, 0.0F);
    bottom = std::min(bottom, static_cast<float>(m_height));
    if (column < 0 || column >= m_width || top >= bottom)
        return;
    const int first = static_cast<int>(top);
    const int last = std::min(static_cast<int>(bottom), m_height - 1);
    uchar *pixels = pixelsOf(column);
    const auto cover = [&](int row) {
        const float share = std::min(bottom, static_cast<float>(row + 1)) - std::max(top, static_cast<float>(row));
        pixels[row] = std::max(pixels[row], static_cast<uchar>(rounded(share * weight * opaque)));
    };
    cover(first);
    cover(last);
    const uchar whole = static_cast<uchar>(rounded(weight * opaque));
    for (int row = first + 1; row < last; ++row)
        pixels[row] = std::max(pixels[row], whole);
    touch(column, first, last);
}

/// Computes the coverage of many strokes in one column from the begin and end of each.
void LineRaster::addThinStroke(int column, float top, float bottom)
{
    const float end = static_cast<float>(m_height);
    const int first = static_cast<int>(std::clamp(top, 0.0F, end) * thinLevels);
    const int last = static_cast<int>(std::clamp(bottom, 0.0F, end) * thinLevels);
    qint32 *steps = m_thinSteps.data() + std::ptrdiff_t(column) * (m_height + 2);
    const auto add = [steps](int row, int change) { steps[row] += change; };
    add(first / thinLevels, thinLevels - first % thinLevels);
    add(first / thinLevels + 1, first % thinLevels);
    add(last / thinLevels, -(thinLevels - last % thinLevels));
    add(last / thinLevels + 1, -(last % thinLevels));
}

void LineRaster::addThinLine(const QPolygonF &points, float width)
{
    m_thinSteps.resize(static_cast<std::size_t>(m_width) * static_cast<std::size_t>(m_height + 2));
    const float half = width / 2;
    forEachColumn(points, [&](int column, float top, float bottom) {
        if (column >= 0 && column < m_width)
            addThinStroke(column, top - half, bottom + half);
    });
}

void LineRaster::paintThin(const QColor &color)
{
    if (m_thinSteps.empty())
        return;
    for (int column = 0; column < m_width; ++column) {
        const qint32 *steps = m_thinSteps.data() + std::ptrdiff_t(column) * (m_height + 2);
        uchar *pixels = pixelsOf(column);
        int sum = 0;
        for (int row = 0; row < m_height; ++row) {
            sum += steps[row];
            pixels[row] = static_cast<uchar>(std::min(sum, thinLevels) * opaque / thinLevels);
        }
        touch(column, 0, m_height - 1);
    }
    m_thinSteps.clear();
    paint(color);
}

void LineRaster::paint(const QColor &color)
{
    for (int column = 0; column < m_width; ++column) {
        Rows &rows = m_touched[static_cast<std::size_t>(column)];
        if (rows.last < rows.first)
            continue;
        paintColumn(column, rows, qPremultiply(color.rgba()));
        std::fill(pixelsOf(column) + rows.first, pixelsOf(column) + rows.last + 1, uchar(0));
        rows = {m_height, -1};
    }
}

void LineRaster::paintColumn(int column, const Rows &rows, QRgb color)
{
    const uchar *coverage = pixelsOf(column);
    uchar *line = m_bits + rows.first * m_bytesPerLine;
    for (int row = rows.first; row <= rows.last; ++row, line += m_bytesPerLine) {
        QRgb &pixel = reinterpret_cast<QRgb *>(line)[column];
        if (coverage[row] > 0)
            pixel = blended(pixel, color, coverage[row] + coverage[row] / 128U);
    }
}

void LineRaster::fill(const QPolygonF &upper, const QPolygonF &lower, const QColor &color)
{
    for (qsizetype i = 1; i < std::min(upper.size(), lower.size()); ++i) {
        const Point from = clamped(upper[i - 1]);
        const Point to = clamped(upper[i]);
        // A column belongs to the segment that contains its middle.
        const float begin = std::max(0.0F, std::ceil(from.x - 0.5F));
        const float end = std::min(static_cast<float>(m_width), std::ceil(to.x - 0.5F));
        for (int column = static_cast<int>(begin); static_cast<float>(column) < end; ++column) {
            const float share = (static_cast<float>(column) + 0.5F - from.x) / (to.x - from.x);
            const auto at = [=](QPointF a, QPointF b) { return static_cast<float>(a.y() + (b.y() - a.y()) * share); };
            addStroke(column, at(upper[i - 1], upper[i]), at(lower[i - 1], lower[i]));
        }
    }
    paint(color);
}

} // namespace pulse
