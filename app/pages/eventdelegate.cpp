// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/eventdelegate.h"

#include "app/charts/render/levelmark.h"
#include "app/state/clocktime.h"
#include "app/state/eventsmodel.h"
#include "app/style/narrow.h"
#include "app/style/plaintooltip.h"
#include "app/style/tabulartext.h"
#include "app/style/theme.h"
#include "common/core/literals.h"

#include <QAbstractItemView>
#include <QDateTime>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace pulse {
namespace {

constexpr int rowHeight = 28;  // of one line
constexpr int lineHeight = 16; // of the second line
constexpr double dotSize = 10;
constexpr double rowRadius = 4;
constexpr double selectedShare = 0.15; // of the accent colour
constexpr qsizetype mostLineCounts = 2 * EventsModel::capacity;

struct Row
{
    QFont timeFont;
    QFont textFont;
    QString time;
    QStringList lines; ///< of the text: one or two
    double timeRight;  ///< px: the right end of the time
    double textLeft;
};

QString timeOf(qint64 time)
{
    return clockTime(time);
}

/// Returns a text in one line, or in two if that is too wide (px); the last one ends in an ellipsis if it is cut.
QStringList linesOf(const QFont &font, const QString &text, double width)
{
    qsizetype end = -1;
    if (tabularWidth(font, text) > width) {
        for (qsizetype space = text.indexOf(' '_L1); space > 0 && tabularWidth(font, text.first(space)) <= width;
             space = text.indexOf(' '_L1, space + 1))
            end = space;
    }
    if (end < 0)
        return {elidedTabular(font, text, width)};
    return {text.first(end), elidedTabular(font, text.sliced(end + 1), width)};
}

/// Returns the width of the column of times (px), which fits any time of today.
double timeWidth(const QFont &font)
{
    thread_local QFont known;
    thread_local QString format;
    thread_local double width = 0;
    if (known != font || format != clockFormat() || width == 0) {
        known = font;
        format = clockFormat();
        width = tabularWidth(font, timeOf(QDateTime(QDate::currentDate(), QTime(12, 0)).toMSecsSinceEpoch()));
    }
    return width;
}

/// A time with a date is wider than the column and moves its text to the right.
Row rowOf(const QModelIndex &index, const QFont &font, int width)
{
    Row row{sized(font, TextSize::Small), sized(font, TextSize::Normal), {}, {}, 0, 0};
    row.time = timeOf(index.data(EventsModel::TimeRole).toLongLong());
    row.timeRight = eventPadding + std::max(timeWidth(row.timeFont), tabularWidth(row.timeFont, row.time));
    row.textLeft = row.timeRight + gap + dotSize + gap;
    row.lines =
        linesOf(row.textFont, index.data(EventsModel::TextRole).toString(), width - eventPadding - row.textLeft);
    return row;
}

double baselineOf(const QRectF &rect, const QFont &font)
{
    const QFontMetricsF metrics(font);
    return rect.center().y() + (metrics.ascent() - metrics.descent()) / 2;
}

/// Returns all of a text that is cut, or each of several events.
QString toolTipOf(const QModelIndex &index, const Row &row)
{
    const QStringList details = index.data(EventsModel::DetailsRole).toStringList();
    if (!details.isEmpty())
        return plainToolTip(details.join('\n'_L1));
    const QString text = index.data(EventsModel::TextRole).toString();
    return row.lines.join(' '_L1) == text ? QString() : plainToolTip(text);
}

void drawState(QPainter &painter, const QStyleOptionViewItem &option, const Theme &theme)
{
    const QRectF rect = QRectF(option.rect).adjusted(4.75, 0.75, -4.75, -0.75);
    const bool hasFocus = option.state.testFlag(QStyle::State_HasFocus);
    const bool isSelected = option.state.testFlag(QStyle::State_Selected);
    const bool isUnderMouse = option.state.testFlag(QStyle::State_MouseOver);
    if (!isUnderMouse && !hasFocus && !isSelected)
        return;
    painter.setPen(hasFocus ? QPen(theme.accent, 1.5) : QPen(Qt::NoPen));
    painter.setBrush(isSelected     ? theme.faded(theme.accent, selectedShare)
                     : isUnderMouse ? theme.faded(theme.grid, 0.6)
                                    : theme.surface);
    painter.drawRoundedRect(rect, rowRadius, rowRadius);
}

} // namespace

void EventDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Row row = rowOf(index, option.font, option.rect.width());
    const Theme &theme = Theme::current();
    const int furtherLines = static_cast<int>(row.lines.size()) - 1;
    const QRectF rect = option.rect.adjusted(0, 0, 0, -furtherLines * lineHeight); // of the first line
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    drawState(*painter, option, theme);

    painter->setFont(row.timeFont);
    painter->setPen(theme.dim);
    const double timeLeft = row.timeRight - tabularWidth(row.timeFont, row.time);
    const double baseline = baselineOf(rect, row.textFont); // time and text share a baseline
    drawTabular(*painter, {rect.left() + timeLeft, baseline}, row.time);

    const QRectF dot(rect.left() + row.timeRight + gap, rect.center().y() - dotSize / 2, dotSize, dotSize);
    paintLevel(*painter, dot, index.data(EventsModel::LevelRole).value<Level>(), theme);

    painter->setFont(row.textFont);
    painter->setPen(theme.text);
    for (qsizetype i = 0; i < row.lines.size(); ++i)
        drawTabular(*painter, {rect.left() + row.textLeft, baseline + static_cast<double>(i) * lineHeight},
                    row.lines[i]);
    painter->restore();
}

/// An item is as wide as the list.
QSize EventDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    const int width = view ? view->viewport()->width() : option.rect.width();
    const int furtherLines = lineCount(index, option.font, width) - 1;
    return {0, (view ? controlHeight(*view, rowHeight) : rowHeight) + furtherLines * lineHeight};
}

int EventDelegate::lineCount(const QModelIndex &index, const QFont &font, int width) const
{
    LineCounts &known = m_lineCounts;
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    if (known.font != font || known.width != width || now < known.begin || now > known.end ||
        known.counts.size() >= mostLineCounts) {
        const QDate today = QDate::currentDate();
        known = {font, width, today.startOfDay().toMSecsSinceEpoch(), today.endOfDay().toMSecsSinceEpoch(), {}};
    }
    const std::pair row(index.data(EventsModel::TimeRole).toLongLong(), index.data(EventsModel::TextRole).toString());
    auto count = known.counts.constFind(row);
    if (count == known.counts.constEnd())
        count = known.counts.insert(row, static_cast<int>(rowOf(index, font, width).lines.size()));
    return *count;
}

bool EventDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                              const QModelIndex &index)
{
    const QString text = index.isValid() ? toolTipOf(index, rowOf(index, option.font, option.rect.width())) : QString();
    QToolTip::showText(event->globalPos(), text, view);
    return true;
}

} // namespace pulse
