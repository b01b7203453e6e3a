// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/render/chartpicture.h"

#include "app/charts/render/axistexts.h"
#include "app/charts/render/linelayer.h"
#include "app/charts/render/stacking.h"
#include "app/style/valueformat.h"
#include "common/core/literals.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <functional>
#include <limits>
#include <numeric>

namespace pulse {
namespace {

constexpr double topMargin = 12;
constexpr double rightMargin = 4;
constexpr double bottomMargin = 24;
constexpr int mostGridLines = 5;
constexpr int fewGridLines = 3; // in a low chart
constexpr double closestGridLines = 18;

constexpr double thinWidth = 1;
constexpr double thinShare = 0.35; // of the dim colour
constexpr double manyThinShare = 0.22;
constexpr qsizetype many = 64;      // lines
constexpr double dimmedShare = 0.6; // of the colours if the data are not current
constexpr double areaShare = 0.3;
constexpr qint64 markedGaps = std::numeric_limits<qint64>::max(); // means have a NaN in each gap

/// The axis shows the percent sign, which all lines have in common.
QString legendText(double value, const QString &unit)
{
    const ValueText text = valueText(value, unit);
    return unit == "%"_L1 ? text.number : text.joined();
}

} // namespace

ChartPicture::ChartPicture()
    : m_renderer(makePlotRenderer(chartRenderers().constFirst()))
    , m_validUntil(wholeTime)
{
    m_content.scale = {.unit = u"%"_s};
}

void ChartPicture::setRenderer(ChartRenderer renderer)
{
    m_renderer = makePlotRenderer(renderer);
    change();
}

PlotRenderer &ChartPicture::currentRenderer()
{
    return m_content.lines.size() > mostColored ? m_painted : *m_renderer;
}

ChartContent &ChartPicture::change()
{
    invalidate();
    m_isBackgroundPainted = false;
    return m_content;
}

void ChartPicture::invalidate(qint64 from)
{
    m_isLaidOut = false;
    m_validUntil = std::min(m_validUntil, from);
}

bool ChartPicture::setLines(const QList<ChartLine> &lines, qint64 longestGap)
{
    const QList<ChartLine> before = drawnLines();
    const qint64 gapBefore = std::exchange(m_content.longestGap, longestGap);
    m_content.lines = lines;
    m_content.lines.removeIf([](const ChartLine &line) { return !lastNumber(line); });
    m_edges.clear();
    if (m_content.scale.stacked)
        m_edges = stacked(m_content.lines, longestGap);
    else
        m_content.lines = highestLast(m_content.lines, longestGap);
    const qint64 difference = gapBefore == longestGap ? firstDifference(before, drawnLines()) : wholeTime;
    invalidate(difference);
    return difference != noTime;
}

void ChartPicture::setTimeRange(qint64 from, qint64 to)
{
    m_content.from = from;
    m_content.to = std::max(to, from + 1);
    invalidate();
}

void ChartPicture::setCanvas(QSize size, double devicePixelRatio, const QFont &font)
{
    if (size == m_size && devicePixelRatio == m_devicePixelRatio && font == m_font)
        return;
    change();
    m_size = size;
    m_devicePixelRatio = devicePixelRatio;
    m_font = font;
    m_image = QImage(size * devicePixelRatio, QImage::Format_RGB32);
    m_image.setDevicePixelRatio(devicePixelRatio);
    m_background = m_image.copy();
}

bool ChartPicture::isColored(qsizetype line) const
{
    const qsizetype count = m_content.lines.size();
    return count <= mostColored || m_content.scale.stacked || line >= count - highlighted;
}

qsizetype ChartPicture::coloredCount() const
{
    qsizetype count = 0;
    for (qsizetype i = 0; i < m_content.lines.size(); ++i)
        count += isColored(i) ? 1 : 0;
    return count;
}

/// Blends colours instead of using opacity, so that lines that cross each other keep their own colours.
QColor ChartPicture::shade(const QColor &color) const
{
    return m_content.dimmed ? m_content.theme.faded(color, dimmedShare) : color;
}

LineLook ChartPicture::lookOf(qsizetype line) const
{
    if (!isColored(line)) {
        const double share = m_content.lines.size() > many ? manyThinShare : thinShare;
        return {QPen(m_content.theme.faded(m_content.theme.dim, share), thinWidth), true};
    }
    if (m_content.lines[line].isSpace)
        return {QPen(m_content.theme.grid, 1, Qt::NoPen), false};
    QPen pen = linePen(m_content.lines[line].color);
    pen.setColor(shade(pen.color()));
    return {pen, false};
}

/// Whether the values of a line are a band behind their means.
bool ChartPicture::isBand(qsizetype line) const
{
    return !m_content.scale.stacked && isColored(line) && !m_content.lines[line].means.isEmpty();
}

/// The lines of a stack are drawn from the top down: otherwise the edge of a thin area would cover the one below it.
PlotContent ChartPicture::plotContent() const
{
    PlotContent result;
    const qint64 longestGap = m_content.longestGap;
    for (qsizetype i = 0; i < m_content.lines.size(); ++i) {
        const LineLook look = lookOf(i);
        if (look.pen.style() == Qt::NoPen)
            continue;
        LineLook pale = look;
        pale.pen.setColor(m_content.theme.faded(look.pen.color(), areaShare));
        const QList<TimedValue> &values = drawnLines()[i].values;
        if (m_content.scale.stacked)
            result.areas.append(
                {values, i > 0 ? m_edges[i - 1].values : QList<TimedValue>(), pale.pen.color(), longestGap});
        if (isBand(i)) {
            result.bands.append({values, pale, longestGap});
            result.lines.append({m_content.lines[i].means, look, markedGaps});
        } else {
            result.lines.append({values, look, longestGap});
        }
    }
    if (m_content.scale.stacked)
        std::ranges::reverse(result.lines);
    return result;
}

const QList<ChartLine> &ChartPicture::drawnLines() const
{
    return m_content.scale.stacked ? m_edges : m_content.lines;
}

Extent ChartPicture::extent() const
{
    Extent result;
    const ValueScale scale = completed(m_content.scale);
    if (scale.lowest && scale.highest)
        return result; // not needed
    for (const ChartLine &line : drawnLines()) {
        for (const TimedValue &one : line.values) {
            if (std::isfinite(one.value)) {
                result.lowest = std::min(result.lowest, one.value);
                result.highest = std::max(result.highest, one.value);
            }
        }
    }
    return result;
}

void ChartPicture::layOut()
{
    if (std::exchange(m_isLaidOut, true))
        return;
    const QFont font = sized(m_font, TextSize::Small);
    const double height = std::max(1.0, m_size.height() - topMargin - bottomMargin);
    const bool isLow = height / (mostGridLines - 1) < closestGridLines;
    const Extent values = extent();
    ValueScale scale = m_content.scale;
    if (scale.stacked && !m_content.lines.isEmpty() && m_content.lines.constLast().isSpace)
        scale.highest = values.highest; // the total
    m_axis = valueAxis(scale, values, isLow ? fewGridLines : mostGridLines);
    m_plot = {{}, m_content.from, m_content.to, m_axis.lowest, m_axis.highest};
    const double left = std::max(valueTextsWidth(m_axis, font), m_leastAxisWidth);
    m_plot.area = QRectF(left, topMargin, std::max(1.0, m_size.width() - left - rightMargin), height);
}

const Plot &ChartPicture::plot()
{
    layOut();
    return m_plot;
}

const ValueAxis &ChartPicture::axis()
{
    layOut();
    return m_axis;
}

QList<TimeTick> ChartPicture::timeTicks()
{
    return fittingTimeTicks(plot(), m_size.width(), sized(m_font, TextSize::Small));
}

QList<LegendEntry> ChartPicture::legend() const
{
    const QList<ChartLine> &lines = m_content.lines;
    const QString &unit = m_content.scale.unit;
    const QList<double> newest = newestValues(lines, m_content.longestGap); // of lines that have not ended
    if (lines.size() == 1)
        return {{QString(), valueText(lastNumber(lines[0])->value, unit).joined(), lookOf(0).pen.color()}};
    QList<qsizetype> order(lines.size());
    std::iota(order.begin(), order.end(), 0);
    if (!m_content.scale.stacked)
        std::ranges::stable_sort(order, std::greater(), [&](qsizetype line) { return newest[line]; });
    QList<LegendEntry> entries;
    for (const qsizetype line : std::as_const(order))
        entries.append({lines[line].label, std::isfinite(newest[line]) ? legendText(newest[line], unit) : u"–"_s,
                        lookOf(line).pen.color()});
    return entries;
}

double ChartPicture::axisWidth()
{
    return valueTextsWidth(axis(), sized(m_font, TextSize::Small));
}

bool ChartPicture::setLeastAxisWidth(double width)
{
    if (std::exchange(m_leastAxisWidth, width) == width)
        return false;
    change();
    return true;
}

const QImage &ChartPicture::image()
{
    layOut();
    if (m_validUntil == noTime || m_image.isNull())
        return m_image;
    if (!m_isBackgroundPainted || m_paintedAxis != m_axis || m_paintedArea != m_plot.area) {
        paintBackground();
        m_validUntil = wholeTime;
    }
    paintArea(staleArea());
    m_validUntil = noTime;
    return m_image;
}

/// Returns pixels of the picture.
QRect ChartPicture::staleArea() const
{
    constexpr double dotReach = 3; // px
    if (m_validUntil < m_content.from)
        return m_image.rect();
    const double left = std::clamp(m_plot.x(m_validUntil), m_plot.area.left(), m_plot.area.right()) - dotReach;
    return m_image.rect().adjusted(static_cast<int>(left * m_devicePixelRatio), 0, 0, 0) & m_image.rect();
}

void ChartPicture::paintBackground()
{
    m_isBackgroundPainted = true;
    m_paintedAxis = m_axis;
    m_paintedArea = m_plot.area;
    QPainter painter(&m_background);
    paintGround(painter, currentRenderer());
}

/// Paints everything behind the lines.
void ChartPicture::paintGround(QPainter &painter, PlotRenderer &grid)
{
    painter.fillRect(QRect(QPoint(), m_size), m_content.theme.surface);
    grid.paintGrid(painter, m_plot, m_axis, m_content.theme);
    paintThresholds(painter, m_content.thresholds, m_plot, m_content.theme);
    painter.setFont(sized(m_font, TextSize::Small));
    paintValueTexts(painter, m_plot, m_axis, m_content.theme);
}

QList<ThresholdLabel> ChartPicture::thresholdLabels()
{
    return pulse::thresholdLabels(m_content.thresholds, plot(), m_content.thresholdTexts, m_content.scale.unit,
                                  sized(m_font, TextSize::Small));
}

void ChartPicture::paintArea(const QRect &area)
{
    if (area.isEmpty())
        return; // the widget is too narrow for a plot
    const qsizetype first = area.left() * qsizetype(sizeof(QRgb));
    for (int row = 0; row < m_image.height(); ++row)
        std::memcpy(m_image.scanLine(row) + first, m_background.constScanLine(row) + first,
                    static_cast<std::size_t>(area.width()) * sizeof(QRgb));
    {
        QPainter painter(&m_image);
        painter.setClipRect(widgetRect(area, m_image));
        paintGap(painter);
    }
    currentRenderer().paintContent(m_image, area, m_plot, plotContent());
    QPainter painter(&m_image);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(widgetRect(area, m_image));
    paintTexts(painter);
}

void ChartPicture::paint(QPainter &painter)
{
    layOut();
    paintGround(painter, m_painted);
    paintGap(painter);
    paintVectors(painter, m_plot, plotContent());
    paintTexts(painter);
}

void ChartPicture::paintTexts(QPainter &painter)
{
    painter.setFont(sized(m_font, TextSize::Small));
    paintTimeTexts(painter, m_plot, timeTicks(), m_content.theme);
    paintLabels(painter, thresholdLabels(), m_content.theme);
    if (!m_content.lines.isEmpty())
        return;
    paintEmptyText(painter);
}

QRectF ChartPicture::shadedArea()
{
    layOut();
    if (!m_content.dataStart || *m_content.dataStart <= m_content.from || m_content.lines.isEmpty())
        return {};
    QRectF shaded = m_plot.area;
    shaded.setRight(std::min(m_plot.x(*m_content.dataStart), m_plot.area.right()));
    return shaded;
}

void ChartPicture::paintGap(QPainter &painter)
{
    const QRectF shaded = shadedArea();
    if (shaded.isEmpty())
        return;
    painter.setFont(sized(m_font, TextSize::Small));
    paintShade(painter, shaded, m_content.dataStartText, m_content.theme);
}

/// Clears the background of the text, so that no grid line crosses it.
void ChartPicture::paintEmptyText(QPainter &painter) const
{
    constexpr int flags = Qt::AlignCenter | Qt::TextWordWrap;
    painter.setFont(sized(m_font, TextSize::Normal));
    const QRectF text = painter.boundingRect(m_plot.area, flags, m_content.emptyText);
    painter.fillRect(text.adjusted(-textGap, 0, textGap, 0), m_content.theme.surface);
    painter.setPen(m_content.theme.dim);
    painter.drawText(m_plot.area, flags, m_content.emptyText);
}

} // namespace pulse
