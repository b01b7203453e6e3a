// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/linechart.h"

#include "app/charts/chartgestures.h"
#include "app/charts/crosshair.h"
#include "app/charts/render/chartpicture.h"
#include "app/state/clocktime.h"
#include "app/style/valueformat.h"
#include "app/style/vectors.h"
#include "common/core/literals.h"

#include <QContextMenuEvent>
#include <QCoreApplication>
#include <QJsonArray>
#include <QMouseEvent>
#include <QPainter>
#include <QTouchEvent>
#include <QWheelEvent>

#include <utility>

namespace pulse {
namespace {

constexpr float bandOpacity = 0.15F;
const QColor bandColor(0x3b82f6);

} // namespace

LineChart::LineChart(QWidget *parent, ChartRenderer renderer)
    : Chart(parent)
    , m_picture(std::make_unique<ChartPicture>(renderer))
    , m_gestures(std::make_unique<ChartGestures>())
{
    setAttribute(Qt::WA_OpaquePaintEvent);
    setMouseTracking(true);
    m_picture->change().theme = theme();
    setAttribute(Qt::WA_AcceptTouchEvents);
    connect(m_gestures.get(), &ChartGestures::hovered, this, &LineChart::hovered);
    connect(m_gestures.get(), &ChartGestures::clicked, this, &LineChart::clicked);
    connect(m_gestures.get(), &ChartGestures::panned, this, &LineChart::panned);
    connect(m_gestures.get(), &ChartGestures::zoomed, this, &LineChart::zoomed);
    connect(m_gestures.get(), &ChartGestures::liveRequested, this, &LineChart::liveRequested);
    connect(m_gestures.get(), &ChartGestures::menuRequested, this, &LineChart::askForMenu);
    connect(m_gestures.get(), &ChartGestures::bandChanged, this, [this] { update(); });
}

LineChart::~LineChart() = default;

void LineChart::setData(const ChartData &content)
{
    setDimmed(content.dimmed);
    setThresholds(content.thresholds);
    setLines(content.lines, content.longestGap);
    setTimeRange(content.range.from, content.range.to);
    setDataStart(content.dataStart);
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
    m_picture->change().dataStartText = dataStartText();
    update();
}

QString LineChart::dataStartText() const
{
    const std::optional<qint64> start = m_picture->content().dataStart;
    return start ? tr("no data before %1").arg(clockTime(*start)) : QString();
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
    m_picture->change().dataStartText = dataStartText();
    update();
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

void LineChart::askForMenu(QPointF at)
{
    QContextMenuEvent wanted(QContextMenuEvent::Mouse, mapToParent(at.toPoint()), mapToGlobal(at).toPoint());
    if (parentWidget())
        QCoreApplication::sendEvent(parentWidget(), &wanted);
}

std::optional<Crosshair> LineChart::crosshair() const
{
    const ChartContent &content = picture().content();
    if (!m_crosshair || m_gestures->isPanning())
        return {};
    const std::optional<qint64> time = nearestTime(content.lines, *m_crosshair, content.longestGap);
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
                     look.pen.color(), look.thin,
                     QPointF(m_picture->plot().x(drawn[point].time), m_picture->plot().y(drawn[point].value))});
    }
    return Crosshair(*time, rows, m_picture->plot(), QRectF(rect()), font());
}

void LineChart::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    if (makesVectors(painter))
        picture().paint(painter);
    else // a saved picture may have a higher resolution than the screen
        painter.drawImage(QPointF(0, 0), picture(painter.deviceTransform().m11()).image());
    if (const std::optional<Crosshair> hair = crosshair())
        hair->paint(painter, m_picture->content().theme);
    if (const std::optional<QRectF> band = m_gestures->band()) {
        QColor color = bandColor;
        color.setAlphaF(bandOpacity);
        painter.fillRect(*band, color);
    }
}

bool LineChart::event(QEvent *event)
{
    switch (event->type()) {
    case QEvent::MouseButtonPress:
        m_gestures->press(*static_cast<QMouseEvent *>(event), picture().plot());
        return true;
    case QEvent::MouseMove:
        m_gestures->move(*static_cast<QMouseEvent *>(event), picture().plot());
        return true;
    case QEvent::MouseButtonRelease:
        m_gestures->release(*static_cast<QMouseEvent *>(event), picture().plot());
        return true;
    case QEvent::MouseButtonDblClick:
        m_gestures->pressTwice(*static_cast<QMouseEvent *>(event));
        return true;
    case QEvent::Wheel:
        m_gestures->wheel(*static_cast<QWheelEvent *>(event), picture().plot());
        return true;
    case QEvent::Leave:
        m_gestures->leave();
        return true;
    case QEvent::TouchBegin:
    case QEvent::TouchUpdate:
    case QEvent::TouchEnd:
    case QEvent::TouchCancel:
        m_gestures->touch(*static_cast<QTouchEvent *>(event), *this, picture().plot());
        return true;
    case QEvent::ContextMenu:
        if (const auto *menu = static_cast<QContextMenuEvent *>(event);
            menu->reason() == QContextMenuEvent::Mouse && picture().plot().area.contains(menu->pos()))
            return true; // m_gestures emits a menu request
        break;
    case QEvent::FontChange:
        update();
        break;
    default:
        break;
    }
    return Chart::event(event);
}

QList<ChartValue> LineChart::values() const
{
    QList<ChartValue> values;
    for (const ChartLine &line : m_picture->content().lines) {
        if (const std::optional<TimedValue> newest = lastNumber(line))
            values.append({line.label, valueText(newest->value, m_picture->content().scale.unit).joined()});
    }
    return values;
}

QString LineChart::description() const
{
    const ChartContent &content = m_picture->content();
    if (content.lines.isEmpty())
        return content.emptyText;
    return tr("%n lines from %1 to %2", nullptr, static_cast<int>(content.lines.size()))
        .arg(clockTime(content.from), clockTime(content.to));
}

QJsonObject LineChart::report() const
{
    QJsonArray lines;
    for (const ChartLine &line : m_picture->content().lines) {
        QJsonObject one{{u"label"_s, line.label}, {u"count"_s, static_cast<qint64>(line.values.size())}};
        if (const std::optional<TimedValue> newest = lastNumber(line)) {
            one.insert(u"time"_s, newest->time);
            one.insert(u"value"_s, newest->value);
        }
        lines.append(one);
    }
    return {{u"title"_s, accessibleName()},
            {u"from"_s, timeRange().first},
            {u"to"_s, timeRange().second},
            {u"lines"_s, lines}};
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

QRectF LineChart::plotArea() const
{
    return picture().plot().area;
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

QStringList LineChart::edgeTexts() const
{
    QStringList result;
    for (const EdgeLabel &label : picture().edgeLabels())
        result.append(label.name + ' '_L1 + label.value);
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
