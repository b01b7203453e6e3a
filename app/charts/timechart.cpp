// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/timechart.h"

#include "app/charts/chartgestures.h"
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

namespace pulse {
namespace {

constexpr float bandOpacity = 0.15F;

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

void TimeChart::click(qint64 time, QPointF)
{
    Q_EMIT clicked(time);
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
        m_gestures->press(*static_cast<QMouseEvent *>(event), plot());
        return true;
    case QEvent::MouseMove:
        m_gestures->move(*static_cast<QMouseEvent *>(event), plot());
        return true;
    case QEvent::MouseButtonRelease:
        m_gestures->release(*static_cast<QMouseEvent *>(event), plot());
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
        m_gestures->touch(*static_cast<QTouchEvent *>(event), *this, plot());
        return true;
    case QEvent::ContextMenu:
        if (const auto *menu = static_cast<QContextMenuEvent *>(event);
            menu->reason() == QContextMenuEvent::Mouse && plotArea().contains(menu->pos()))
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
    return tr("%n lines from %1 to %2", nullptr, static_cast<int>(count)).arg(clockTime(from), clockTime(to));
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
