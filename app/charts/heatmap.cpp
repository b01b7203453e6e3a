// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/heatmap.h"

#include "app/style/plaintooltip.h"
#include "app/style/tabulartext.h"
#include "app/style/valueformat.h"
#include "common/core/literals.h"

#include <QHelpEvent>
#include <QJsonArray>
#include <QLinearGradient>
#include <QLocale>
#include <QMetaMethod>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>
#include <utility>

namespace pulse {
namespace {

constexpr double dimmedShare = 0.45;
constexpr double mostStretched = 1.6;  // ratio of a cell's sides
constexpr double fullRowsWorth = 1.15; // cells may be smaller by this factor if all rows are then full
constexpr double textMargin = 3;
constexpr int legendHeight = 24;
constexpr int legendBarWidth = 96;
constexpr int legendBarHeight = 6;
constexpr int lowestWithLegend = 96;

int gapOf(double side)
{
    return side >= 40 ? 4 : side >= 10 ? 2 : 1;
}

struct Grid
{
    int columns = 1;
    int rows = 1;
    double side = 0; // of the largest square that fits into a cell
};

Grid gridOf(qsizetype count, QSize size)
{
    Grid best;
    double bestScore = -1;
    for (int columns = 1; columns <= count; ++columns) {
        const int rows = static_cast<int>((count + columns - 1) / columns);
        const double side = std::min(double(size.width()) / columns, double(size.height()) / rows);
        const double score = side * (columns * rows == count ? fullRowsWorth : 1);
        if (score > bestScore) {
            best = {columns, rows, side};
            bestScore = score;
        }
    }
    return best;
}

/// The size of the smallest cell, since cells differ by a pixel and all numbers have the same font size.
QSize smallestOf(const QList<QRect> &cells)
{
    QSize smallest = cells.constFirst().size();
    for (const QRect &cell : cells)
        smallest = smallest.boundedTo(cell.size());
    return smallest;
}

/// https://www.w3.org/TR/WCAG21/#dfn-relative-luminance, approximated with one exponent.
double luminance(const QColor &color)
{
    const auto linear = [](float part) { return std::pow(double(part), 2.2); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

QColor heatTextColor(const QColor &cell)
{
    constexpr double equalContrast = 0.179; // luminance on which black and white have the same contrast
    return luminance(cell) > equalContrast ? QColor(Qt::black) : QColor(Qt::white);
}

QList<QRect> heatLayout(qsizetype count, QSize size)
{
    const Grid grid = gridOf(count, size);
    const double width = std::min(double(size.width()) / grid.columns, grid.side * mostStretched);
    const double height = std::min(double(size.height()) / grid.rows, grid.side * mostStretched);
    const int gap = gapOf(grid.side);
    const auto edge = [](qsizetype at, double length) { return static_cast<int>(std::lround(double(at) * length)); };
    QList<QRect> cells;
    for (qsizetype i = 0; i < count; ++i) {
        const qsizetype column = i % grid.columns;
        const qsizetype row = i / grid.columns;
        const QPoint topLeft(edge(column, width), edge(row, height));
        const QPoint end(edge(column + 1, width) - gap, edge(row + 1, height) - gap);
        cells.append(QRect(topLeft, QSize(std::max(1, end.x() - topLeft.x()), std::max(1, end.y() - topLeft.y()))));
    }
    return cells;
}

HeatMap::HeatMap(QWidget *parent)
    : Chart(parent)
{
    setMouseTracking(true);
}

void HeatMap::setCells(const QList<HeatCell> &cells)
{
    if (m_cells == cells)
        return;
    m_cells = cells;
    m_hovered.reset();
    update();
}

void HeatMap::setThresholds(const QList<ThresholdLine> &thresholds)
{
    if (std::exchange(m_thresholds, thresholds) != thresholds)
        update();
}

void HeatMap::setEmptyText(const QString &text)
{
    m_emptyText = text;
    update();
}

void HeatMap::setDimmed(bool dimmed)
{
    m_dimmed = dimmed;
    update();
}

void HeatMap::setData(const ChartData &content)
{
    QList<HeatCell> cells;
    for (const ChartLine &line : content.lines) {
        if (const std::optional<TimedValue> newest = lastNumber(line))
            cells.append({line.color, line.label, newest->value});
    }
    setDimmed(content.dimmed);
    setThresholds(content.thresholds);
    setCells(cells);
}

QList<ChartValue> HeatMap::values() const
{
    QList<ChartValue> values;
    for (const HeatCell &cell : m_cells)
        values.append({cell.label, valueText(cell.value, u"%"_s).joined()});
    return values;
}

QString HeatMap::description() const
{
    return m_cells.isEmpty() ? m_emptyText : tr("%n percentages", nullptr, static_cast<int>(m_cells.size()));
}

QJsonObject HeatMap::report() const
{
    QJsonArray cells;
    for (const HeatCell &cell : m_cells)
        cells.append(QJsonObject{{u"label"_s, cell.label}, {u"value"_s, cell.value}});
    return {{u"title"_s, accessibleName()}, {u"cells"_s, cells}};
}

QSize HeatMap::sizeHint() const
{
    return {240, 200};
}

QSize HeatMap::minimumSizeHint() const
{
    return {96, 64};
}

bool HeatMap::hasLegend() const
{
    return height() >= lowestWithLegend;
}

QList<QRect> HeatMap::cellRects() const
{
    return heatLayout(m_cells.size(), QSize(width(), height() - (hasLegend() ? legendHeight : 0)));
}

std::optional<qsizetype> HeatMap::cellAt(QPoint position) const
{
    const QList<QRect> rects = cellRects();
    for (qsizetype i = 0; i < rects.size(); ++i) {
        if (rects[i].contains(position))
            return i;
    }
    return {};
}

/// Returns the font of the number in cells of a size; nothing if even the smallest does not fit.
std::optional<QFont> HeatMap::numberFont(QSize cell) const
{
    for (const TextSize size : {TextSize::Huge, TextSize::Large, TextSize::Normal, TextSize::Small}) {
        const QFont candidate = sized(font(), size, size == TextSize::Small ? QFont::Normal : QFont::DemiBold);
        const QFontMetricsF metrics(candidate);
        const double wanted = size == TextSize::Small ? 1 : 2; // larger ones need space around them
        if (tabularWidth(candidate, u"100"_s) * wanted + 2 * textMargin <= cell.width() &&
            metrics.capHeight() * wanted + 2 * textMargin <= cell.height())
            return candidate;
    }
    return {};
}

QString HeatMap::cellText(qsizetype at) const
{
    return numberFont(smallestOf(cellRects())) ? numberText(at) : QString();
}

QString HeatMap::numberText(qsizetype at) const
{
    const double value = m_cells[at].value;
    if (!std::isfinite(value))
        return u"–"_s;
    if (value > -0.5 && value < 100.5)
        return QLocale().toString(std::clamp(value, 0.0, 100.0), 'f', 0);
    return value < 0 ? u"↓"_s : u"↑"_s; // outside the scale; the tooltip shows the number
}

void HeatMap::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_cells.isEmpty()) {
        painter.setFont(sized(font(), TextSize::Normal));
        painter.setPen(theme().dim);
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
        return;
    }
    const QList<QRect> rects = cellRects();
    const std::optional<QFont> numbers = numberFont(smallestOf(rects));
    const LoadColors colors(m_thresholds, theme());
    for (qsizetype i = 0; i < rects.size(); ++i) {
        const QColor color = colorOf(m_cells[i].value, colors);
        paintCell(painter, i, rects[i], color);
        if (numbers)
            paintTexts(painter, i, rects[i], color, *numbers);
    }
    if (hasLegend())
        paintLegend(painter, colors);
}

QColor HeatMap::colorOf(double value, const LoadColors &colors) const
{
    const QColor color = std::isfinite(value) ? QColor(colors.of(value)) : theme().grid;
    return m_dimmed ? theme().faded(color, dimmedShare) : color;
}

void HeatMap::paintCell(QPainter &painter, qsizetype at, const QRect &cell, const QColor &color) const
{
    const double radius = std::min(4.0, cell.width() / 6.0);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawRoundedRect(cell, radius, radius);
    if (m_hovered != at)
        return;
    painter.setPen(theme().text);
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(cell).adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
}

/// Draws the number in the middle and, if there is room, the label above it.
void HeatMap::paintTexts(QPainter &painter, qsizetype at, const QRect &cell, const QColor &color,
                         const QFont &numbers) const
{
    const QFontMetricsF metrics(numbers);
    const QFont labels = sized(font(), TextSize::Small);
    const QFontMetricsF small(labels);
    const QString &label = m_cells[at].label;
    const bool both = tabularWidth(labels, label) + 4 * textMargin <= cell.width() &&
                      small.height() + metrics.height() + 2 * textMargin <= cell.height();
    const double middle = cell.top() + cell.height() / 2.0;
    const auto draw = [&](const QString &text, double y) {
        drawTabular(painter, {cell.left() + cell.width() / 2.0, y}, text, Qt::AlignHCenter);
    };
    painter.setPen(heatTextColor(color));
    const double baseline = middle + metrics.capHeight() / 2 + (both ? small.height() / 2 : 0);
    painter.setFont(numbers);
    draw(numberText(at), baseline);
    if (!both)
        return;
    painter.setFont(labels);
    draw(label, baseline - metrics.capHeight() - textMargin - small.descent());
}

void HeatMap::paintLegend(QPainter &painter, const LoadColors &colors) const
{
    const double y = height() - legendHeight / 2.0 + 2;
    const QFont small = sized(font(), TextSize::Small);
    const QFontMetricsF metrics(small);
    const QString lowest = u"0"_s;
    const double left = tabularWidth(small, lowest) + 2 * textMargin;
    const QRectF bar(left, y - legendBarHeight / 2.0, legendBarWidth, legendBarHeight);
    QLinearGradient gradient(bar.topLeft(), bar.topRight());
    for (int percent = 0; percent <= 100; ++percent)
        gradient.setColorAt(percent / 100.0, colorOf(percent, colors));
    painter.setPen(Qt::NoPen);
    painter.setBrush(gradient);
    painter.drawRoundedRect(bar, legendBarHeight / 2.0, legendBarHeight / 2.0);
    painter.setFont(small);
    painter.setPen(theme().dim);
    const double baseline = y + metrics.capHeight() / 2;
    drawTabular(painter, {0, baseline}, lowest);
    drawTabular(painter, {bar.right() + 2 * textMargin, baseline}, ValueText{u"100"_s, u"%"_s}.joined());
}

QString HeatMap::toolTipOf(qsizetype at) const
{
    const HeatCell &cell = m_cells[at];
    return plainToolTip(tr("%1: %2").arg(cell.label, valueText(cell.value, u"%"_s).joined()));
}

bool HeatMap::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        if (const std::optional<qsizetype> at = cellAt(help->pos()))
            QToolTip::showText(help->globalPos(), toolTipOf(*at), this, cellRects().at(*at));
        else
            QToolTip::hideText();
        return true;
    }
    return Chart::event(event);
}

void HeatMap::mouseMoveEvent(QMouseEvent *event)
{
    const std::optional<qsizetype> at = cellAt(event->position().toPoint());
    const bool isClickable = at && isSignalConnected(QMetaMethod::fromSignal(&HeatMap::cellClicked));
    setCursor(isClickable ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (std::exchange(m_hovered, at) != at)
        update();
}

void HeatMap::leaveEvent(QEvent *)
{
    if (std::exchange(m_hovered, std::nullopt))
        update();
}

void HeatMap::mouseReleaseEvent(QMouseEvent *event)
{
    const std::optional<qsizetype> at = cellAt(event->position().toPoint());
    if (at && event->button() == Qt::LeftButton)
        Q_EMIT cellClicked(m_cells[*at].index);
}

} // namespace pulse
