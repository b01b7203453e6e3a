// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/linechart.h"

#include "app/charts/labellayout.h"
#include "app/charts/tabulartext.h"
#include "app/charts/timeticks.h"

#include <QChart>
#include <QChartView>
#include <QGraphicsLayout>
#include <QLineSeries>
#include <QLocale>
#include <QValueAxis>

#include <algorithm>
#include <cmath>
#include <utility>

namespace pulse {
namespace {

constexpr double lowest = 0;
constexpr double highest = 100;
constexpr int gridLines = 5;
constexpr double closestGridLines = 18; // px; a low chart has but three of them

constexpr double topMargin = 12;
constexpr double rightMargin = 4;
constexpr double bottomMargin = 24;
constexpr double labelHeight = 15;
constexpr double labelGap = 8;
constexpr double connectorWidth = 20;
constexpr double swatchWidth = 20; // one period of the longest dash pattern
constexpr double timeLabelSpacing = 64;

constexpr double thinWidth = 1;
constexpr double connectorShare = 0.35;
constexpr double thinShare = 0.35;  // of the dim colour
constexpr double dimmedShare = 0.6; // of the colours while the data are not current
constexpr double dotSize = 4;

QString valueText(double value)
{
    return QLocale().toString(value, 'f', 1);
}

double gridValue(int index)
{
    return lowest + (highest - lowest) * index / (gridLines - 1);
}

/// With the unit once, at the top.
QString gridText(int index)
{
    return QLocale().toString(gridValue(index), 'f', 0) + (index == gridLines - 1 ? QStringLiteral(" %") : QString());
}

QPointF toPoint(const TimedValue &value)
{
    return {static_cast<double>(value.time), std::clamp(value.value, lowest, highest)};
}

/// The pieces of a line between its gaps.
QList<QList<QPointF>> pieces(const QList<TimedValue> &values, qint64 longestGap)
{
    QList<QList<QPointF>> result;
    for (qsizetype i = 0; i < values.size(); ++i) {
        if (i == 0 || values[i].time - values[i - 1].time > longestGap)
            result.append(QList<QPointF>());
        result.last().append(toPoint(values[i]));
    }
    return result;
}

/// Coolest first, so that the hottest are drawn over the others. Lines without values are left out, and those that
/// ended before the newest value count as coolest.
QList<ChartLine> byHeat(QList<ChartLine> lines, qint64 longestGap)
{
    lines.removeIf([](const ChartLine &line) { return line.values.isEmpty(); });
    qint64 newest = 0;
    for (const ChartLine &line : std::as_const(lines))
        newest = std::max(newest, line.values.constLast().time);
    const auto heat = [=](const ChartLine &line) {
        const TimedValue &last = line.values.constLast();
        return newest - last.time > longestGap ? lowest - 1 : last.value;
    };
    std::ranges::stable_sort(lines, {}, heat);
    return lines;
}

} // namespace

/// Qt Charts draws the lines. The grid and the texts around it are ours: its labels get cut off or jump, and its grid
/// does not follow a plot area that is set by hand.
class LineCanvas : public QChartView
{
public:
    LineCanvas(const Theme &theme, QWidget *parent);

    void setLines(const QList<ChartLine> &lines, qint64 longestGap);
    void setTimeRange(qint64 from, qint64 to);
    void setEmptyText(const QString &text);
    void setDimmed(bool dimmed);
    void setTheme(const Theme &theme);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void drawBackground(QPainter *painter, const QRectF &rect) override;
    void drawForeground(QPainter *painter, const QRectF &rect) override;

private:
    void layOut();
    void setUpAxes();
    QLineSeries *seriesAt(qsizetype index);
    void drawValueLabels(QPainter &painter) const;
    void drawTimeLabels(QPainter &painter) const;
    void drawLineLabels(QPainter &painter) const;
    void drawLineLabel(QPainter &painter, const ChartLine &line, double y) const;
    void drawEmptyText(QPainter &painter) const;
    QColor shade(const QColor &color) const;
    QPen shaded(QPen pen) const;
    QPen penOf(qsizetype rank) const;
    bool isColored(qsizetype rank) const;
    QList<ChartLine> labelled() const;
    double valueLabelsWidth() const;
    double labelsWidth() const;
    int gridStep() const;
    double yOf(double value) const;
    double xOf(qint64 time) const;

    Theme m_theme;
    QValueAxis *m_time;            // the chart's
    QValueAxis *m_value;           // the chart's
    QList<QLineSeries *> m_series; // the chart's; one per piece of a line
    QList<ChartLine> m_lines;      // coolest first
    qint64 m_longestGap = 0;
    QString m_emptyText;
    bool m_dimmed = false;
};

LineCanvas::LineCanvas(const Theme &theme, QWidget *parent)
    : QChartView(parent)
    , m_time(new QValueAxis)
    , m_value(new QValueAxis)
{
    setFrameShape(QFrame::NoFrame);
    setRenderHint(QPainter::Antialiasing);
    setBackgroundBrush(Qt::NoBrush);
    viewport()->setAutoFillBackground(false);
    setFocusPolicy(Qt::NoFocus);
    chart()->setBackgroundVisible(false);
    chart()->legend()->hide();
    chart()->setMargins({});
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    setUpAxes();
    setTheme(theme);
}

void LineCanvas::setUpAxes()
{
    chart()->addAxis(m_time, Qt::AlignBottom);
    chart()->addAxis(m_value, Qt::AlignLeft);
    m_value->setRange(lowest, highest);
    m_value->setTickCount(gridLines);
    for (QValueAxis *axis : {m_time, m_value}) {
        axis->setGridLineVisible(false);
        axis->setLabelsVisible(false);
        axis->setLineVisible(false);
    }
}

void LineCanvas::setTheme(const Theme &theme)
{
    m_theme = theme;
    setLines(QList<ChartLine>(m_lines), m_longestGap);
}

bool LineCanvas::isColored(qsizetype rank) const
{
    return m_lines.size() <= LineChart::mostColored || rank >= m_lines.size() - LineChart::highlighted;
}

/// Blended colours instead of opacity: half-transparent segments show every joint of a line.
QColor LineCanvas::shade(const QColor &color) const
{
    return m_dimmed ? m_theme.faded(color, dimmedShare) : color;
}

QPen LineCanvas::shaded(QPen pen) const
{
    pen.setColor(shade(pen.color()));
    return pen;
}

QPen LineCanvas::penOf(qsizetype rank) const
{
    if (isColored(rank))
        return shaded(linePen(m_lines[rank].color));
    return {m_theme.faded(m_theme.dim, thinShare), thinWidth};
}

QLineSeries *LineCanvas::seriesAt(qsizetype index)
{
    while (m_series.size() <= index) {
        auto *series = new QLineSeries;
        chart()->addSeries(series);
        series->attachAxis(m_time);
        series->attachAxis(m_value);
        series->setMarkerSize(dotSize);
        m_series.append(series);
    }
    return m_series[index];
}

void LineCanvas::setLines(const QList<ChartLine> &lines, qint64 longestGap)
{
    m_lines = byHeat(lines, longestGap);
    m_longestGap = longestGap;
    qsizetype used = 0;
    for (qsizetype rank = 0; rank < m_lines.size(); ++rank) {
        for (const QList<QPointF> &piece : pieces(m_lines[rank].values, longestGap)) {
            QLineSeries *series = seriesAt(used++);
            series->setName(m_lines[rank].label);
            series->setPen(penOf(rank));
            series->setPointsVisible(piece.size() == 1); // a line needs two
            series->replace(piece);
        }
    }
    while (m_series.size() > used)
        delete m_series.takeLast(); // it leaves the chart by itself
    layOut();
}

void LineCanvas::setTimeRange(qint64 from, qint64 to)
{
    m_time->setRange(static_cast<double>(from), static_cast<double>(to));
    viewport()->update();
}

void LineCanvas::setEmptyText(const QString &text)
{
    m_emptyText = text;
    viewport()->update();
}

void LineCanvas::setDimmed(bool dimmed)
{
    if (std::exchange(m_dimmed, dimmed) != dimmed)
        setLines(QList<ChartLine>(m_lines), m_longestGap);
}

void LineCanvas::layOut()
{
    const double right = labelled().isEmpty() ? rightMargin : labelsWidth();
    const double left = valueLabelsWidth();
    const QRectF plot = QRectF(viewport()->rect()).adjusted(left, topMargin, -right, -bottomMargin);
    chart()->setPlotArea(plot.isValid() ? plot : QRectF(left, topMargin, 1, 1));
    viewport()->update();
}

void LineCanvas::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    layOut();
}

int LineCanvas::gridStep() const
{
    return chart()->plotArea().height() / (gridLines - 1) < closestGridLines ? 2 : 1;
}

double LineCanvas::yOf(double value) const
{
    const QRectF plot = chart()->plotArea();
    return plot.bottom() - plot.height() * (std::clamp(value, lowest, highest) - lowest) / (highest - lowest);
}

double LineCanvas::xOf(qint64 time) const
{
    const QRectF plot = chart()->plotArea();
    return plot.left() + plot.width() * (static_cast<double>(time) - m_time->min()) / (m_time->max() - m_time->min());
}

void LineCanvas::drawBackground(QPainter *painter, const QRectF &)
{
    const QRectF plot = chart()->plotArea();
    painter->setPen(QPen(m_theme.grid, 1));
    for (int i = 0; i < gridLines; i += gridStep()) {
        const double y = std::floor(yOf(gridValue(i))) + 0.5; // in the middle of a row of pixels: crisp
        painter->drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y));
    }
}

void LineCanvas::drawForeground(QPainter *painter, const QRectF &)
{
    painter->setFont(sized(font(), TextSize::Small));
    drawValueLabels(*painter);
    drawTimeLabels(*painter);
    drawLineLabels(*painter);
    if (m_lines.isEmpty())
        drawEmptyText(*painter);
}

void LineCanvas::drawValueLabels(QPainter &painter) const
{
    const QFontMetricsF metrics(painter.font());
    painter.setPen(m_theme.dim);
    for (int i = 0; i < gridLines; i += gridStep()) {
        const double value = gridValue(i);
        const QString text = gridText(i);
        const double x = chart()->plotArea().left() - labelGap - tabularWidth(metrics, text);
        drawTabular(painter, {x, yOf(value) + metrics.capHeight() / 2}, text);
    }
}

void LineCanvas::drawTimeLabels(QPainter &painter) const
{
    const QFontMetricsF metrics(painter.font());
    const QRectF plot = chart()->plotArea();
    const int most = std::max(1, static_cast<int>(plot.width() / timeLabelSpacing));
    const double baseline = plot.bottom() + labelGap + metrics.capHeight();
    painter.setPen(m_theme.dim);
    for (const TimeTick &tick :
         timeTicks(static_cast<qint64>(m_time->min()), static_cast<qint64>(m_time->max()), most)) {
        const double width = tabularWidth(metrics, tick.label);
        const double x = xOf(tick.time) - width / 2;
        if (x >= plot.left() - labelGap && x + width <= viewport()->width())
            drawTabular(painter, {x, baseline}, tick.label);
    }
}

/// Those to name at the right edge: hottest first.
QList<ChartLine> LineCanvas::labelled() const
{
    if (m_lines.size() < 2)
        return {};
    const double height = viewport()->height() - topMargin - bottomMargin + labelHeight;
    const qsizetype fitting = std::max<qsizetype>(0, static_cast<qsizetype>(height / labelHeight));
    const qsizetype coloured = m_lines.size() <= LineChart::mostColored ? m_lines.size() : LineChart::highlighted;
    QList<ChartLine> result = m_lines.last(std::min(fitting, coloured));
    std::ranges::reverse(result);
    return result;
}

/// The same for all charts of a window, so that charts above one another line up.
double LineCanvas::valueLabelsWidth() const
{
    const QFontMetricsF metrics(sized(font(), TextSize::Small));
    return std::ceil(tabularWidth(metrics, gridText(gridLines - 1)) + labelGap);
}

double LineCanvas::labelsWidth() const
{
    const QFontMetricsF metrics(sized(font(), TextSize::Small));
    double widest = 0;
    for (const ChartLine &line : m_lines)
        widest = std::max(widest, tabularWidth(metrics, line.label));
    return connectorWidth + swatchWidth + labelGap + widest + labelGap + tabularWidth(metrics, valueText(highest));
}

void LineCanvas::drawLineLabels(QPainter &painter) const
{
    const QList<ChartLine> lines = labelled();
    QList<double> wanted;
    for (const ChartLine &line : lines)
        wanted.append(yOf(line.values.constLast().value));
    const QRectF plot = chart()->plotArea();
    const QList<double> places =
        spreadLabels(wanted, labelHeight, plot.top() - labelHeight / 2, plot.bottom() + labelHeight / 2);
    for (qsizetype i = 0; i < lines.size(); ++i)
        drawLineLabel(painter, lines[i], places[i]);
}

void LineCanvas::drawLineLabel(QPainter &painter, const ChartLine &line, double y) const
{
    const QFontMetricsF metrics(painter.font());
    const double value = line.values.constLast().value;
    double x = chart()->plotArea().right() + 2;
    painter.setPen(QPen(m_theme.faded(lineColor(line.color), connectorShare), thinWidth));
    painter.drawLine(QPointF(x, yOf(value)), QPointF(x + connectorWidth - 4, y));
    x += connectorWidth - 2;
    painter.setPen(shaded(linePen(line.color)));
    painter.drawLine(QPointF(x, y), QPointF(x + swatchWidth, y));
    painter.setPen(shade(m_theme.text));
    const double baseline = y + metrics.capHeight() / 2;
    drawTabular(painter, {x + swatchWidth + labelGap, baseline}, line.label);
    const QString text = valueText(value);
    painter.setPen(shade(m_theme.dim));
    drawTabular(painter, {viewport()->width() - tabularWidth(metrics, text), baseline}, text);
}

void LineCanvas::drawEmptyText(QPainter &painter) const
{
    painter.setFont(sized(font(), TextSize::Normal));
    painter.setPen(m_theme.dim);
    painter.drawText(chart()->plotArea(), Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
}

LineChart::LineChart(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_canvas(new LineCanvas(theme, this))
{
}

void LineChart::setLines(const QList<ChartLine> &lines, qint64 longestGap)
{
    m_canvas->setLines(lines, longestGap);
}

void LineChart::setTimeRange(qint64 from, qint64 to)
{
    m_canvas->setTimeRange(from, to);
}

void LineChart::setEmptyText(const QString &text)
{
    m_canvas->setEmptyText(text);
}

void LineChart::setDimmed(bool dimmed)
{
    m_canvas->setDimmed(dimmed);
}

void LineChart::setTheme(const Theme &theme)
{
    m_canvas->setTheme(theme);
}

void LineChart::resizeEvent(QResizeEvent *)
{
    m_canvas->setGeometry(rect());
}

} // namespace pulse
