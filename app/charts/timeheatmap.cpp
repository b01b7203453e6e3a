// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/timeheatmap.h"

#include "app/charts/crosshair.h"
#include "app/charts/render/axistexts.h"
#include "app/style/tabulartext.h"
#include "app/style/valueformat.h"
#include "app/style/vectors.h"
#include "common/core/literals.h"

#include <QMetaMethod>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <utility>

namespace pulse {
namespace {

constexpr double topSpace = 12; // as in line charts, px
constexpr double rightSpace = 4;
constexpr double bottomSpace = 24;
constexpr double labelHeight = 13;
constexpr double separatedRow = 6;   // rows of this height (px) have a line between them
constexpr double paleOpacity = 0.45; // the data are not current
constexpr double otherOpacity = 0.3; // rows that the mouse does not point at
constexpr int mostMinimalRows = 256; // px of the least height; of more lines, adjacent ones may share a row

} // namespace

TimeHeatMap::TimeHeatMap(QWidget *parent)
    : TimeChart(parent)
{
}

void TimeHeatMap::setData(const ChartData &content)
{
    const QList<ChartLine> before = std::exchange(m_content, content).lines;
    setMarks(content.marks);
    m_content.lines.removeIf([](const ChartLine &line) { return !lastNumber(line); });
    if (!std::ranges::equal(before, m_content.lines, {}, &ChartLine::label, &ChartLine::label)) {
        m_pointed.reset();
        measureLabels();
        updateGeometry();
    }
    updateRaster();
    update();
}

void TimeHeatMap::setEmptyText(const QString &text)
{
    m_emptyText = text;
    update();
}

void TimeHeatMap::setCrosshair(std::optional<qint64> time)
{
    if (std::exchange(m_crosshair, time) != time)
        update();
}

void TimeHeatMap::updateRaster()
{
    const QSizeF size = plot().area.size() * devicePixelRatioF();
    m_raster.update(m_content.lines, m_content.longestGap, m_content.range, size.toSize(), colors());
}

QList<LegendEntry> TimeHeatMap::legend() const
{
    const QList<ChartLine> &lines = m_content.lines;
    if (lines.isEmpty())
        return {};
    QList<qsizetype> order(lines.size());
    std::iota(order.begin(), order.end(), 0);
    const QList<double> newest = newestValues(lines, m_content.longestGap); // of lines that have not ended
    std::ranges::stable_sort(order, std::greater(), [&](qsizetype line) { return newest[line]; });
    QList<LegendEntry> entries;
    const LoadColors own = colors();
    for (const qsizetype line : std::as_const(order)) {
        if (std::isfinite(newest[line]))
            entries.append({lines[line].label, valueText(newest[line], unit()).number, QColor(own.of(newest[line]))});
        else
            entries.append({lines[line].label, u"–"_s, theme().dim});
    }
    return entries;
}

QString TimeHeatMap::unit() const
{
    return u"%"_s;
}

void TimeHeatMap::measureLabels()
{
    const QFont small = sized(font(), TextSize::Small);
    m_widestLabel = 0;
    for (const ChartLine &line : std::as_const(m_content.lines))
        m_widestLabel = std::max(m_widestLabel, tabularWidth(small, line.label));
}

double TimeHeatMap::axisWidth() const
{
    return std::min(std::ceil(m_widestLabel + textGap), width() / 3.0);
}

void TimeHeatMap::setLeastAxisWidth(double width)
{
    if (std::exchange(m_leastAxisWidth, width) == width)
        return;
    updateRaster();
    update();
}

Plot TimeHeatMap::plot() const
{
    const double left = std::max(axisWidth(), m_leastAxisWidth);
    const QRectF area(left, topSpace, std::max(1.0, width() - left - rightSpace),
                      std::max(1.0, height() - topSpace - bottomSpace));
    return {area, m_content.range.from, std::max(m_content.range.to, m_content.range.from + 1), 0, 1};
}

QRectF TimeHeatMap::rowRect(qsizetype row) const
{
    const QRectF area = plot().area;
    const double height = area.height() / static_cast<double>(std::max<qsizetype>(1, m_content.lines.size()));
    return {area.left(), area.top() + static_cast<double>(row) * height, area.width(), height};
}

std::optional<qsizetype> TimeHeatMap::rowAt(QPointF position) const
{
    if (m_content.lines.isEmpty() || !plot().area.contains(position))
        return {};
    const QRectF first = rowRect(0);
    const auto row = static_cast<qsizetype>((position.y() - first.top()) / first.height());
    return std::clamp<qsizetype>(row, 0, m_content.lines.size() - 1);
}

void TimeHeatMap::point(std::optional<qsizetype> row)
{
    if (std::exchange(m_pointed, row) != row)
        update();
}

bool TimeHeatMap::isClickable(QPointF at) const
{
    const bool isRow = rowAt(at) && isSignalConnected(QMetaMethod::fromSignal(&TimeHeatMap::rowClicked));
    return isRow || TimeChart::isClickable(at);
}

void TimeHeatMap::click(qint64 time, QPointF at)
{
    const std::optional<qsizetype> row = rowAt(at);
    if (row && isSignalConnected(QMetaMethod::fromSignal(&TimeHeatMap::rowClicked)))
        Q_EMIT rowClicked(m_content.lines[*row].color);
    else
        TimeChart::click(time, at);
}

bool TimeHeatMap::event(QEvent *event)
{
    if (event->type() == QEvent::MouseMove)
        point(rowAt(static_cast<QMouseEvent *>(event)->position()));
    else if (event->type() == QEvent::Leave)
        point({});
    else if (event->type() == Theme::changeEvent())
        updateRaster();
    else if (event->type() == QEvent::FontChange)
        measureLabels();
    return TimeChart::event(event);
}

void TimeHeatMap::resizeEvent(QResizeEvent *)
{
    updateRaster();
}

QSize TimeHeatMap::sizeHint() const
{
    return minimumSizeHint().expandedTo({240, 200});
}

/// A row has at least 1 px.
QSize TimeHeatMap::minimumSizeHint() const
{
    const int rows = std::min(static_cast<int>(m_content.lines.size()), mostMinimalRows);
    return {96, rows + static_cast<int>(topSpace + bottomSpace)};
}

/// Returns the rows with a label: the pointed one, the first, the last, and those between at the shortest distance of a
/// power of two at which there is room.
QList<qsizetype> TimeHeatMap::labelledRows() const
{
    const qsizetype count = m_content.lines.size();
    const double height = rowRect(0).height();
    qsizetype step = 1;
    while (static_cast<double>(step) * height < labelHeight && step < count)
        step *= 2;
    const auto isFree = [&](qsizetype row, qsizetype other) {
        return static_cast<double>(std::abs(row - other)) * height >= labelHeight;
    };
    QList<qsizetype> rows;
    for (const qsizetype first : {m_pointed.value_or(0), qsizetype(0), count - 1}) {
        if (first >= 0 && first < count && std::ranges::all_of(rows, [&](qsizetype row) { return isFree(row, first); }))
            rows.append(first);
    }
    for (qsizetype row = step; row < count; row += step) {
        if (std::ranges::all_of(rows, [&](qsizetype other) { return isFree(row, other); }))
            rows.append(row);
    }
    std::ranges::sort(rows);
    return rows;
}

QStringList TimeHeatMap::rowTexts() const
{
    QStringList texts;
    for (const qsizetype row : labelledRows())
        texts.append(m_content.lines[row].label);
    return texts;
}

std::optional<Crosshair> TimeHeatMap::crosshair() const
{
    if (!m_crosshair || isPanning() || *m_crosshair < m_content.range.from || *m_crosshair > m_content.range.to)
        return {};
    QList<CrosshairRow> rows;
    const QList<EventMark> marks = marksAt(*m_crosshair, *m_crosshair);
    const LoadColors own = colors();
    const QList<ChartLine> shown = m_pointed ? QList{m_content.lines[*m_pointed]} : m_content.lines;
    for (const ChartLine &line : shown) {
        if (const std::optional<double> value = m_raster.valueAt(line, *m_crosshair))
            rows.append({line.label, valueText(*value, unit()).joined(), *value, QColor(own.of(*value)), true, {}});
    }
    if (rows.isEmpty() && marks.isEmpty())
        return {};
    return Crosshair(*m_crosshair, marks, rows, plot(), QRectF(rect()), font());
}

QStringList TimeHeatMap::tooltipRows() const
{
    const std::optional<Crosshair> hair = crosshair();
    return hair ? hair->texts() : QStringList();
}

void TimeHeatMap::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().surface);
    painter.setFont(sized(font(), TextSize::Small));
    if (m_content.lines.isEmpty()) {
        painter.setPen(theme().dim);
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
        return;
    }
    paintRows(painter);
    paintTexts(painter);
    paintMarks(painter);
    if (const std::optional<Crosshair> hair = crosshair())
        hair->paint(painter, theme());
    paintBand(painter);
}

/// SVG files contain whole images only, and programs that show them blur what they enlarge.
QImage TimeHeatMap::wholePicture(QSizeF size) const
{
    QImage picture((size * 2).toSize().expandedTo({1, 1}), QImage::Format_ARGB32_Premultiplied);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.drawImage(QRectF(picture.rect()), m_raster.image(), m_raster.visiblePart());
    return picture;
}

void TimeHeatMap::paintRows(QPainter &painter) const
{
    const Plot own = plot();
    const QRectF part = m_raster.visiblePart();
    const double opacity = m_content.dimmed ? paleOpacity : 1;
    painter.setOpacity(m_pointed ? opacity * otherOpacity : opacity);
    if (makesVectors(painter))
        painter.drawImage(own.area, wholePicture(own.area.size()));
    else
        painter.drawImage(own.area, m_raster.image(), part);
    painter.setOpacity(1);
    if (m_content.dataStart && *m_content.dataStart > own.from) {
        QRectF shaded = own.area;
        shaded.setRight(std::min(own.x(*m_content.dataStart), shaded.right()));
        paintShade(painter, shaded, dataStartText(m_content.dataStart), theme());
    }
    const double height = rowRect(0).height();
    const double ratio = painter.deviceTransform().m11(); // rows end at whole pixels of the device
    for (qsizetype row = 1; height >= separatedRow && row < m_content.lines.size(); ++row)
        painter.fillRect(
            QRectF(own.area.left(), std::round(rowRect(row).top() * ratio) / ratio - 1, own.area.width(), 1),
            theme().surface);
    if (!m_pointed)
        return;
    QRectF source = part;
    source.setHeight(part.height() / static_cast<double>(m_content.lines.size()));
    source.moveTop(source.height() * static_cast<double>(*m_pointed));
    painter.setOpacity(opacity);
    painter.drawImage(rowRect(*m_pointed), m_raster.image(), source);
    painter.setOpacity(1);
}

void TimeHeatMap::paintTexts(QPainter &painter) const
{
    const Plot own = plot();
    const QFontMetricsF metrics(painter.font());
    for (const qsizetype row : labelledRows()) {
        const double baseline = rowRect(row).center().y() + metrics.capHeight() / 2;
        const double room = own.area.left() - textGap;
        painter.setPen(m_pointed == row ? theme().text : theme().dim);
        drawTabular(painter, {room, baseline}, elidedTabular(painter.font(), m_content.lines[row].label, room),
                    Qt::AlignRight);
    }
    paintTimeTexts(painter, own, fittingTimeTicks(own, width(), painter.font()), theme());
}

} // namespace pulse
