// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/timechart.h"

#include "app/charts/chartgestures.h"
#include "app/charts/render/levelmark.h"
#include "app/state/clocktime.h"
#include "app/style/valueformat.h"
#include "common/core/literals.h"

#include <QContextMenuEvent>
#include <QCoreApplication>
#include <QJsonArray>
#include <QMouseEvent>
#include <QPainter>
#include <QTouchEvent>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace pulse {
namespace {

constexpr float bandOpacity = 0.15F;
constexpr double markSize = 8;
constexpr double markReach = 5; // px from the middle of a mark

} // namespace

TimeChart::TimeChart(QWidget *parent)
    : Chart(parent)
    , m_gestures(std::make_unique<ChartGestures>())
{
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAttribute(Qt::WA_AcceptTouchEvents);
    setMouseTracking(true);
    connect(m_gestures.get(), &ChartGestures::hovered, this, &TimeChart::hovered);
    connect(m_gestures.get(), &ChartGestures::clicked, this, &TimeChart::click);
    connect(m_gestures.get(), &ChartGestures::panned, this, &TimeChart::panned);
    connect(m_gestures.get(), &ChartGestures::zoomed, this, &TimeChart::zoomed);
    connect(m_gestures.get(), &ChartGestures::liveRequested, this, &TimeChart::liveRequested);
    connect(m_gestures.get(), &ChartGestures::menuRequested, this, &TimeChart::askForMenu);
    connect(m_gestures.get(), &ChartGestures::bandChanged, this, [this] { update(); });
}

TimeChart::~TimeChart() = default;

void TimeChart::click(qint64 time, QPointF at)
{
    Q_EMIT clicked(markAt(at).value_or(time));
}

bool TimeChart::isClickable(QPointF at) const
{
    return markAt(at).has_value();
}

void TimeChart::setMarks(const QList<EventMark> &marks)
{
    if (std::exchange(m_marks, marks) != marks)
        update();
}

QList<EventMark> TimeChart::shownMarks() const
{
    const Plot own = plot();
    QList<EventMark> shown;
    for (const EventMark &mark : m_marks) {
        if (mark.time < own.from || mark.time > own.to)
            continue;
        const bool hasRoom =
            shown.isEmpty() || own.x(shown.constLast().time) - own.x(mark.time) >= markSize; // newest first
        if (hasRoom)
            shown.append(mark);
        else if (mark.level > shown.constLast().level)
            shown.last() = mark;
    }
    return shown;
}

QRectF TimeChart::markRect(qint64 time) const
{
    const Plot own = plot();
    return {own.x(time) - markSize / 2, own.area.bottom() + 1, markSize, markSize};
}

/// Returns the time of the nearest mark at a place below the axis.
std::optional<qint64> TimeChart::markAt(QPointF at) const
{
    const Plot own = plot();
    std::optional<qint64> best;
    double bestDistance = markReach;
    if (at.y() < own.area.bottom())
        return best;
    for (const EventMark &mark : shownMarks()) {
        const double away = std::abs(own.x(mark.time) - at.x());
        if (away > bestDistance)
            continue;
        best = mark.time;
        bestDistance = away;
    }
    return best;
}

QList<EventMark> TimeChart::marksAt(qint64 pointed, qint64 crosshair) const
{
    const Plot own = plot();
    QList<EventMark> found;
    std::ranges::copy_if(m_marks, std::back_inserter(found), [&](const EventMark &mark) {
        return mark.time == crosshair || std::abs(own.x(mark.time) - own.x(pointed)) <= markReach;
    });
    return found;
}

/// The highest levels are on top.
void TimeChart::paintMarks(QPainter &painter) const
{
    QList<EventMark> marks = shownMarks();
    std::ranges::stable_sort(marks, {}, &EventMark::level);
    painter.setRenderHint(QPainter::Antialiasing);
    for (const EventMark &mark : std::as_const(marks))
        paintLevel(painter, markRect(mark.time), mark.level, theme());
}

/// Returns the plot with the place of the marks.
Plot TimeChart::sensitiveArea() const
{
    Plot area = plot();
    if (!m_marks.isEmpty())
        area.area.setBottom(area.area.bottom() + markSize + 2);
    return area;
}

bool TimeChart::isPanning() const
{
    return m_gestures->isPanning();
}

QString TimeChart::dataStartText(std::optional<qint64> start)
{
    return start ? tr("no data before %1").arg(clockTime(*start)) : QString();
}

void TimeChart::paintBand(QPainter &painter) const
{
    const std::optional<QRectF> band = m_gestures->band();
    if (!band)
        return;
    QColor color = theme().accent;
    color.setAlphaF(bandOpacity);
    painter.fillRect(*band, color);
}

void TimeChart::showCursor(QPointF at)
{
    const Qt::CursorShape shape = isClickable(at) ? Qt::PointingHandCursor : Qt::ArrowCursor;
    if (cursor().shape() != shape)
        setCursor(shape);
}

void TimeChart::askForMenu(QPointF at)
{
    QContextMenuEvent wanted(QContextMenuEvent::Mouse, mapToParent(at.toPoint()), mapToGlobal(at).toPoint());
    if (parentWidget())
        QCoreApplication::sendEvent(parentWidget(), &wanted);
}

bool TimeChart::event(QEvent *event)
{
    switch (event->type()) {
    case QEvent::MouseButtonPress:
        m_gestures->press(*static_cast<QMouseEvent *>(event), sensitiveArea());
        return true;
    case QEvent::MouseMove:
        m_gestures->move(*static_cast<QMouseEvent *>(event), sensitiveArea());
        showCursor(static_cast<QMouseEvent *>(event)->position());
        return true;
    case QEvent::MouseButtonRelease:
        m_gestures->release(*static_cast<QMouseEvent *>(event), sensitiveArea());
        return true;
    case QEvent::MouseButtonDblClick:
        m_gestures->pressTwice(*static_cast<QMouseEvent *>(event));
        return true;
    case QEvent::Wheel:
        m_gestures->wheel(*static_cast<QWheelEvent *>(event), plot());
        return true;
    case QEvent::Leave:
        m_gestures->leave();
        return true;
    case QEvent::TouchBegin:
    case QEvent::TouchUpdate:
    case QEvent::TouchEnd:
    case QEvent::TouchCancel:
        m_gestures->touch(*static_cast<QTouchEvent *>(event), *this, sensitiveArea());
        return true;
    case QEvent::ContextMenu:
        if (const auto *menu = static_cast<QContextMenuEvent *>(event);
            menu->reason() == QContextMenuEvent::Mouse && sensitiveArea().area.contains(menu->pos()))
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

QList<ChartValue> TimeChart::values() const
{
    QList<ChartValue> values;
    for (const ChartLine &line : lines()) {
        if (const std::optional<TimedValue> newest = lastNumber(line))
            values.append({line.label, valueText(newest->value, unit()).joined()});
    }
    return values;
}

QString TimeChart::description() const
{
    const qsizetype count = lines().size();
    if (count == 0)
        return emptyText();
    const auto [from, to] = timeRange();
    const QString shown =
        tr("%n lines from %1 to %2", nullptr, static_cast<int>(count)).arg(clockTime(from), clockTime(to));
    const auto marks = static_cast<int>(shownMarks().size());
    return marks == 0 ? shown : tr("%1; %n marks of events", nullptr, marks).arg(shown);
}

QJsonObject TimeChart::report() const
{
    QJsonArray all;
    for (const ChartLine &line : lines()) {
        QJsonObject one{{u"label"_s, line.label}, {u"count"_s, static_cast<qint64>(line.values.size())}};
        if (const std::optional<TimedValue> newest = lastNumber(line)) {
            one.insert(u"time"_s, newest->time);
            one.insert(u"value"_s, newest->value);
        }
        all.append(one);
    }
    const auto [from, to] = timeRange();
    return {{u"title"_s, accessibleName()}, {u"from"_s, from}, {u"to"_s, to}, {u"lines"_s, all}};
}

} // namespace pulse
