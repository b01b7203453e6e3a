// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/eventdelegate.h"

#include "app/state/clocktime.h"
#include "app/state/eventsmodel.h"
#include "app/style/narrow.h"
#include "app/style/plaintooltip.h"
#include "app/style/tabulartext.h"
#include "app/style/theme.h"

#include <QAbstractItemView>
#include <QDateTime>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace pulse {
namespace {

constexpr int rowHeight = 28;
constexpr int eventLine = 18; // px; height of a line of a card
constexpr int eventCard = 2 * eventLine + 2 * 6;
constexpr double dotSize = 10;
constexpr double rowRadius = 4;

struct Row
{
    QFont timeFont;
    QFont textFont;
    QString time;
    QString text;
    double timeRight; ///< px: the right end of the time
    double dotLeft;
    double textLeft;
};

/// Returns whether an event has two lines: its time, and below it its text.
bool isCard(const QWidget *view)
{
    return view && isNarrow(*view);
}

QString timeOf(qint64 time)
{
    return clockTime(time);
}

/// The column of times fits any time of today. A time with a date is wider and moves its text to the right.
Row rowOf(const QModelIndex &index, const QFont &font, bool isTwoLines)
{
    Row row{sized(font, TextSize::Small), sized(font, TextSize::Normal), {}, {}, 0, 0, 0};
    row.time = timeOf(index.data(EventsModel::TimeRole).toLongLong());
    row.text = index.data(EventsModel::TextRole).toString();
    const QFontMetricsF metrics(row.timeFont);
    if (isTwoLines) {
        row.dotLeft = eventPadding;
        row.textLeft = row.dotLeft + dotSize + gap;
        row.timeRight = row.textLeft + tabularWidth(metrics, row.time);
        return row;
    }
    const qint64 widest = QDateTime(QDate::currentDate(), QTime(12, 0)).toMSecsSinceEpoch();
    row.timeRight = eventPadding + std::max(tabularWidth(metrics, timeOf(widest)), tabularWidth(metrics, row.time));
    row.dotLeft = row.timeRight + gap;
    row.textLeft = row.dotLeft + dotSize + gap;
    return row;
}

double baselineOf(const QRectF &rect, const QFont &font)
{
    const QFontMetricsF metrics(font);
    return rect.center().y() + (metrics.ascent() - metrics.descent()) / 2;
}

bool isElided(const Row &row, int width)
{
    return row.textLeft + tabularWidth(QFontMetricsF(row.textFont), row.text) > width - eventPadding;
}

/// The shape has the same meaning as the colour: a ring, a triangle, a diamond.
void drawLevel(QPainter &painter, const QRectF &rect, Level level, const Theme &theme)
{
    const QPointF middle = rect.center();
    switch (level) {
    case Level::Normal:
        painter.setPen(QPen(theme.good, 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(rect.adjusted(2, 2, -2, -2));
        break;
    case Level::Warning:
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.warning);
        painter.drawPolygon(QPolygonF({{middle.x(), rect.top()}, rect.bottomRight(), rect.bottomLeft()}));
        break;
    case Level::Critical:
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.bad);
        painter.drawPolygon(QPolygonF({{middle.x(), rect.top() - 1},
                                       {rect.right() + 1, middle.y()},
                                       {middle.x(), rect.bottom() + 1},
                                       {rect.left() - 1, middle.y()}}));
        break;
    }
}

void drawState(QPainter &painter, const QStyleOptionViewItem &option, const Theme &theme)
{
    const QRectF rect = QRectF(option.rect).adjusted(4.75, 0.75, -4.75, -0.75);
    const bool hasFocus = option.state.testFlag(QStyle::State_HasFocus);
    if (!option.state.testFlag(QStyle::State_MouseOver) && !hasFocus)
        return;
    painter.setPen(hasFocus ? QPen(theme.accent, 1.5) : QPen(Qt::NoPen));
    painter.setBrush(option.state.testFlag(QStyle::State_MouseOver) ? theme.faded(theme.grid, 0.6) : theme.surface);
    painter.drawRoundedRect(rect, rowRadius, rowRadius);
}

} // namespace

void EventDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const bool isTwoLines = isCard(option.widget);
    const Row row = rowOf(index, option.font, isTwoLines);
    const Theme &theme = Theme::current();
    const QRectF rect(option.rect);
    const QRectF upper(rect.left(), rect.center().y() - eventLine, rect.width(), eventLine);
    const QRectF timeLine = isTwoLines ? upper : rect;
    const QRectF textLine = isTwoLines ? upper.translated(0, eventLine) : rect;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    drawState(*painter, option, theme);

    painter->setFont(row.timeFont);
    painter->setPen(theme.dim);
    const double timeLeft = row.timeRight - tabularWidth(QFontMetricsF(row.timeFont), row.time);
    // In one line, time and text share a baseline.
    drawTabular(*painter, {rect.left() + timeLeft, baselineOf(timeLine, row.textFont)}, row.time);

    const QRectF dot(rect.left() + row.dotLeft, timeLine.center().y() - dotSize / 2, dotSize, dotSize);
    drawLevel(*painter, dot, index.data(EventsModel::LevelRole).value<Level>(), theme);

    const QFontMetricsF metrics(row.textFont);
    painter->setFont(row.textFont);
    painter->setPen(theme.text);
    drawTabular(*painter, {rect.left() + row.textLeft, baselineOf(textLine, row.textFont)},
                elidedTabular(metrics, row.text, rect.width() - eventPadding - row.textLeft));
    painter->restore();
}

QSize EventDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {0, isCard(option.widget) ? eventCard : rowHeight}; // as wide as the list
}

bool EventDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                              const QModelIndex &index)
{
    const Row row = rowOf(index, option.font, isCard(option.widget));
    const bool whole = !index.isValid() || !isElided(row, option.rect.width());
    QToolTip::showText(event->globalPos(), whole ? QString() : plainToolTip(row.text), view);
    return true;
}

} // namespace pulse
