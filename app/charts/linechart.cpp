// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/linechart.h"

#include "app/charts/crosshair.h"
#include "app/charts/render/chartpicture.h"
#include "app/charts/render/linelayer.h"
#include "app/style/valueformat.h"
#include "app/style/vectors.h"
#include "common/core/literals.h"

#include <QPainter>

#include <utility>

namespace pulse {

LineChart::LineChart(QWidget *parent)
    : TimeChart(parent)
    , m_picture(std::make_unique<ChartPicture>())
{
    m_picture->change().theme = theme();
    setTexts();
}

LineChart::~LineChart() = default;

void LineChart::setRenderer(ChartRenderer renderer)
{
    m_picture->setRenderer(renderer);
    update();
}

void LineChart::setData(const ChartData &content)
{
    setDimmed(content.dimmed);
    setThresholds(content.thresholds);
    setLines(content.lines, content.longestGap);
    setTimeRange(content.range.from, content.range.to);
    setDataStart(content.dataStart);
    setMarks(content.marks);
}

void LineChart::setScale(const ValueScale &scale)
{
    if (m_picture->content().scale == scale)
        return;
    m_picture->change().scale = scale;
    m_picture->setLines(QList<ChartLine>(m_picture->content().lines), m_picture->content().longestGap);
    update();
}

void LineChart::setThresholds(const QList<ThresholdLine> &thresholds)
{
    if (m_picture->content().thresholds == thresholds)
        return;
    m_picture->change().thresholds = thresholds;
    update();
}

void LineChart::setLines(const QList<ChartLine> &lines, qint64 longestGap)
{
    if (m_picture->setLines(lines, longestGap))
        update();
}

void LineChart::setTimeRange(qint64 from, qint64 to)
{
    if (timeRange() == std::pair(from, to))
        return;
    m_picture->setTimeRange(from, to);
    update();
}

void LineChart::setDataStart(std::optional<qint64> time)
{
    if (m_picture->content().dataStart == time)
        return;
    m_picture->change().dataStart = time;
    m_picture->change().dataStartText = dataStartText(m_picture->content().dataStart);
    update();
}

void LineChart::setCrosshair(std::optional<qint64> time)
{
    if (std::exchange(m_crosshair, time) != time)
        update();
}

void LineChart::setEmptyText(const QString &text)
{
    m_picture->change().emptyText = text;
    update();
}

void LineChart::setDimmed(bool dimmed)
{
    if (m_picture->content().dimmed == dimmed)
        return;
    m_picture->change().dimmed = dimmed;
    update();
}

void LineChart::applyTheme()
{
    m_picture->change().theme = theme();
    update();
}

/// Numbers and times depend on the language.
void LineChart::retranslate()
{
    setTexts();
    update();
}

void LineChart::setTexts()
{
    ChartContent &content = m_picture->change();
    content.dataStartText = dataStartText(content.dataStart);
    content.thresholdTexts = {tr("warning %1"), tr("critical %1")};
}

/// Returns the picture at the widget's current size and the screen's resolution.
ChartPicture &LineChart::picture() const
{
    return picture(devicePixelRatioF());
}

ChartPicture &LineChart::picture(double devicePixelRatio) const
{
    m_picture->setCanvas(size(), devicePixelRatio, font());
    return *m_picture;
}

std::optional<Crosshair> LineChart::crosshair() const
{
    const ChartContent &content = picture().content();
    if (!m_crosshair || isPanning())
        return {};
    std::optional<qint64> time = nearestTime(content.lines, *m_crosshair, content.longestGap);
    const QList<EventMark> marks = marksAt(*m_crosshair, time.value_or(*m_crosshair));
    if (!time && !marks.isEmpty())
        time = marks.constFirst().time;
    if (!time || *time < content.from || *time > content.to)
        return {};
    QList<CrosshairRow> rows;
    for (qsizetype i = 0; i < content.lines.size(); ++i) {
        const ChartLine &line = content.lines[i];
        const qsizetype at = nearestValue(line.values, *time, content.longestGap);
        if (at < 0)
            continue;
        const QList<TimedValue> &drawn = m_picture->drawnLines()[i].values;
        const qsizetype point = nearestValue(drawn, line.values[at].time, content.longestGap);
        const LineLook look = m_picture->lookOf(i);
        rows.append({line.label, valueText(line.values[at].value, content.scale.unit).joined(), line.values[at].value,
                     look.pen.color(), look.thin || line.isSpace,
                     QPointF(m_picture->plot().x(drawn[point].time), m_picture->plot().y(drawn[point].value))});
    }
    return Crosshair(*time, marks, rows, m_picture->plot(), QRectF(rect()), font());
}

void LineChart::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (makesVectors(painter))
        picture().paint(painter);
    else // a saved picture may have a higher resolution than the screen
        painter.drawImage(QPointF(0, 0), picture(painter.deviceTransform().m11()).image());
    paintMarks(painter);
    if (const std::optional<Crosshair> hair = crosshair())
        hair->paint(painter, m_picture->content().theme);
    paintBand(painter);
}

QList<LegendEntry> LineChart::legend() const
{
    return m_picture->legend();
}

double LineChart::axisWidth() const
{
    return picture().axisWidth();
}

void LineChart::setLeastAxisWidth(double width)
{
    if (m_picture->setLeastAxisWidth(width))
        update();
}

Plot LineChart::plot() const
{
    return picture().plot();
}

QString LineChart::unit() const
{
    return m_picture->content().scale.unit;
}

QString LineChart::emptyText() const
{
    return m_picture->content().emptyText;
}

QList<ChartLine> LineChart::lines() const
{
    return m_picture->content().lines;
}

int LineChart::coloredCount() const
{
    return static_cast<int>(m_picture->coloredCount());
}

int LineChart::pieceCount() const
{
    qsizetype count = 0;
    for (const ChartLine &line : lines())
        count += linePieces(line.values, picture().plot(), m_picture->content().longestGap).size();
    return static_cast<int>(count);
}

QRectF LineChart::shadedArea() const
{
    return picture().shadedArea();
}

std::pair<qint64, qint64> LineChart::timeRange() const
{
    return {m_picture->content().from, m_picture->content().to};
}

std::pair<double, double> LineChart::limits() const
{
    return {picture().axis().lowest, picture().axis().highest};
}

QStringList LineChart::valueTexts() const
{
    QStringList result;
    for (const ValueTick &tick : picture().axis().ticks)
        result.append(tick.label);
    return result;
}

QStringList LineChart::timeTexts() const
{
    QStringList result;
    for (const TimeTick &tick : picture().timeTicks())
        result.append(tick.label);
    return result;
}

QStringList LineChart::thresholdTexts() const
{
    QStringList result;
    for (const ThresholdLabel &label : picture().thresholdLabels())
        result.append(label.text);
    return result;
}

QStringList LineChart::tooltipRows() const
{
    const std::optional<Crosshair> hair = crosshair();
    return hair ? hair->texts() : QStringList();
}

QRectF LineChart::tooltipRect() const
{
    const std::optional<Crosshair> hair = crosshair();
    return hair ? hair->listRect() : QRectF();
}

} // namespace pulse
