// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/render/heatraster.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

namespace pulse {
namespace {

constexpr qsizetype edgeValues = 3; // at the edge of the range, values may differ while it moves

bool isEqual(const TimedValue &a, const TimedValue &b)
{
    return a.time == b.time && (a.value == b.value || (std::isnan(a.value) && std::isnan(b.value)));
}

/// Returns the time (ms since epoch) from which a line that lost its oldest values differs from itself before.
qint64 changeOf(const QList<TimedValue> &before, const QList<TimedValue> &now)
{
    if (now.size() <= edgeValues)
        return wholeTime;
    const auto begin = now.cbegin() + edgeValues;
    const auto old = std::ranges::lower_bound(before, begin->time, {}, &TimedValue::time);
    const auto [left, right] = std::mismatch(begin, now.cend(), old, before.cend(), isEqual);
    if (left == now.cend() && right == before.cend())
        return noTime;
    return left - now.cbegin() > edgeValues ? std::prev(left, edgeValues)->time : wholeTime;
}

qint64 changeOf(const QList<ChartLine> &before, const QList<ChartLine> &now)
{
    if (before.size() != now.size())
        return wholeTime;
    qint64 change = noTime;
    for (qsizetype i = 0; i < now.size() && change != wholeTime; ++i)
        change =
            std::min(change, before[i].label == now[i].label ? changeOf(before[i].values, now[i].values) : wholeTime);
    return change;
}

} // namespace

HeatRaster::Columns HeatRaster::columnsFor(TimeRange range, int most)
{
    Columns columns;
    columns.length = std::max<qint64>(1, (range.length() + most - 1) / std::max(1, most));
    columns.begin = columns.of(range.from);
    columns.end = std::max(columns.of(range.to - 1), columns.begin) + 1;
    return columns;
}

QRectF HeatRaster::visiblePart() const
{
    const auto length = static_cast<double>(m_columns.length);
    return {static_cast<double>(m_range.from - m_columns.begin * m_columns.length) / length, 0,
            static_cast<double>(m_range.length()) / length, static_cast<double>(m_image.height())};
}

std::optional<double> HeatRaster::valueAt(const ChartLine &line, qint64 time) const
{
    const QList<TimedValue> &values = line.values;
    const qint64 column = m_columns.of(time);
    const auto begin = std::ranges::lower_bound(values, column * m_columns.length, {}, &TimedValue::time);
    std::optional<double> peak;
    auto value = begin;
    for (; value != values.cend() && m_columns.of(value->time) == column; ++value) {
        if (std::isfinite(value->value))
            peak = std::max(peak.value_or(value->value), value->value);
    }
    const bool isBetween = value == begin && begin != values.cbegin() && begin != values.cend();
    if (!isBetween || begin->time - std::prev(begin)->time > m_longestGap || !std::isfinite(std::prev(begin)->value) ||
        !std::isfinite(begin->value))
        return peak;
    return begin->value;
}

void HeatRaster::update(const QList<ChartLine> &lines, qint64 longestGap, TimeRange range, QSize size,
                        const LoadColors &colors)
{
    const Columns columns = columnsFor(range, size.width());
    const QSize needed(static_cast<int>(columns.count()),
                       std::clamp<int>(size.height(), 1, std::max<int>(1, static_cast<int>(lines.size()))));
    const bool canKeep = columns.length == m_columns.length && columns.begin >= m_columns.begin &&
                         columns.begin < m_columns.end && needed.height() == m_image.height() &&
                         longestGap == m_longestGap && m_colors == colors;
    const qint64 change = canKeep ? changeOf(m_lines, lines) : wholeTime;
    qint64 first = columns.begin; // the first column to paint
    if (change != wholeTime)
        first = std::clamp(change == noTime ? m_columns.end : std::min(columns.of(change), m_columns.end),
                           columns.begin, columns.end);
    QImage image(needed, QImage::Format_ARGB32_Premultiplied);
    for (int row = 0; row < needed.height() && first > columns.begin; ++row) {
        const auto *from =
            reinterpret_cast<const QRgb *>(m_image.constScanLine(row)) + (columns.begin - m_columns.begin);
        std::copy_n(from, first - columns.begin, reinterpret_cast<QRgb *>(image.scanLine(row)));
    }
    m_image = image;
    m_columns = columns;
    m_range = range;
    m_lines = lines;
    m_longestGap = longestGap;
    m_colors = colors;
    m_paintedColumns = static_cast<int>(columns.end - first);
    if (m_paintedColumns > 0)
        paint(lines, longestGap, first, colors);
}

/// Paints the columns from `first` on.
void HeatRaster::paint(const QList<ChartLine> &lines, qint64 longestGap, qint64 first, const LoadColors &colors)
{
    const auto width = static_cast<std::size_t>(m_columns.end - first);
    std::vector<double> peaks(width);
    for (int row = 0; row < m_image.height(); ++row) {
        std::ranges::fill(peaks, -std::numeric_limits<double>::infinity());
        const qsizetype begin = row * lines.size() / m_image.height();
        const qsizetype end = (row + 1) * lines.size() / m_image.height();
        for (qsizetype line = begin; line < end; ++line)
            addPeaks(lines[line].values, longestGap, first, peaks);
        auto *pixels = reinterpret_cast<QRgb *>(m_image.scanLine(row)) + (first - m_columns.begin);
        for (std::size_t i = 0; i < width; ++i)
            pixels[i] = std::isinf(peaks[i]) ? qRgba(0, 0, 0, 0) : colors.of(peaks[i]);
    }
}

/// Raises the peaks of the columns from `first` on to the values in them.
void HeatRaster::addPeaks(const QList<TimedValue> &values, qint64 longestGap, qint64 first,
                          std::vector<double> &peaks) const
{
    auto value = std::ranges::lower_bound(values, first * m_columns.length, {}, &TimedValue::time);
    if (value != values.cbegin())
        --value;
    std::optional<qint64> before; // the time of the previous number
    for (; value != values.cend(); ++value) {
        if (!std::isfinite(value->value)) {
            before.reset();
            continue;
        }
        const qint64 own = m_columns.of(value->time);
        const bool isConnected = before && value->time - *before <= longestGap;
        const qint64 from = std::max(first, isConnected ? std::min(m_columns.of(*before) + 1, own) : own);
        if (from >= m_columns.end)
            break;
        for (qint64 column = from; column <= std::min(own, m_columns.end - 1); ++column) {
            double &peak = peaks[static_cast<std::size_t>(column - first)];
            peak = std::max(peak, value->value);
        }
        before = value->time;
    }
}

} // namespace pulse
