// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/render/seriespoints.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace pulse {
namespace {

/// The part of a line in a column.
struct LineColumn
{
    double left, right;
    double low, high;
};

std::vector<LineColumn> columnsOf(const QPolygonF &line, double width)
{
    std::vector<LineColumn> columns;
    if (line.isEmpty())
        return columns;
    QPointF before = line.constFirst();
    LineColumn column{before.x(), before.x(), before.y(), before.y()};
    const auto extendTo = [&](QPointF point) {
        column.right = point.x();
        column.low = std::min(column.low, point.y());
        column.high = std::max(column.high, point.y());
    };
    for (const QPointF &point : line) {
        const double last = std::floor(point.x() / width);
        for (double next = std::floor(before.x() / width) + 1; next <= last; ++next) {
            const double share = std::min(1.0, (next * width - before.x()) / (point.x() - before.x()));
            const QPointF edge = before + (point - before) * share;
            extendTo(edge);
            columns.push_back(column);
            column = {edge.x(), edge.x(), edge.y(), edge.y()};
        }
        extendTo(point);
        before = point;
    }
    columns.push_back(column);
    return columns;
}

} // namespace

QPolygonF thinned(const QPolygonF &line, QSizeF pixel)
{
    if (line.size() < 3 ||
        static_cast<double>(line.size()) * pixel.width() <= line.constLast().x() - line.constFirst().x())
        return line;
    QPolygonF result;
    result.append(line.constFirst());
    for (const LineColumn &column : columnsOf(line, pixel.width())) {
        const double middle = (column.left + column.right) / 2;
        const QPointF low(middle, column.low);
        const QPointF high(middle, column.high);
        const double before = result.constLast().y();
        if (column.high - column.low < pixel.height() / 2)
            result.append((low + high) / 2);
        else if (before - column.low < column.high - before)
            result << low << high;
        else
            result << high << low;
    }
    result.append(line.constLast());
    return result;
}

AreaPiece bandOf(const QPolygonF &line, QSizeF pixel)
{
    AreaPiece band;
    for (const LineColumn &column : columnsOf(line, pixel.width())) {
        band.upper << QPointF(column.left, column.high) << QPointF(column.right, column.high);
        band.lower << QPointF(column.left, column.low) << QPointF(column.right, column.low);
    }
    return band;
}

QPolygonF pointsBetween(const QPolygonF &line, double left, double right)
{
    const auto x = [](const QPointF &point) { return point.x(); };
    auto begin = std::ranges::lower_bound(line, left, {}, x);
    auto end = std::ranges::upper_bound(line, right, {}, x);
    begin -= begin == line.begin() ? 0 : 1;
    end += end == line.end() ? 0 : 1;
    return QPolygonF(QList<QPointF>(begin, end));
}

} // namespace pulse
