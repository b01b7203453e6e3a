// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/crosshair.h"

#include "app/charts/render/levelmark.h"
#include "app/state/clocktime.h"
#include "app/style/tabulartext.h"
#include "common/core/literals.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace pulse {
namespace {

constexpr double padding = 8;
constexpr double rowHeight = 16;
constexpr double swatchSize = 8;
constexpr double swatchGap = 6;
constexpr double columnGap = 16;
constexpr double distance = 12; // of the list from the line
constexpr double radius = 6;
constexpr double crossedRadius = 3;
constexpr double lineShare = 0.6;  // of the dim colour
constexpr double widestMark = 320; // of an event's text

} // namespace

qsizetype nearestValue(const QList<TimedValue> &values, qint64 time, qint64 longestGap)
{
    const auto at = std::ranges::lower_bound(values, time, {}, &TimedValue::time);
    qsizetype best = -1;
    qint64 bestDistance = longestGap;
    const auto consider = [&](qsizetype index) {
        if (index < 0 || index >= values.size() || !std::isfinite(values[index].value))
            return;
        const qint64 away = std::abs(values[index].time - time);
        if (away < bestDistance || (away == bestDistance && best < 0)) {
            best = index;
            bestDistance = away;
        }
    };
    consider(at - values.begin() - 1);
    consider(at - values.begin());
    return best;
}

std::optional<qint64> nearestTime(const QList<ChartLine> &lines, qint64 time, qint64 longestGap)
{
    std::optional<qint64> best;
    for (const ChartLine &line : lines) {
        const qsizetype index = nearestValue(line.values, time, longestGap);
        if (index >= 0 && (!best || std::abs(line.values[index].time - time) < std::abs(*best - time)))
            best = line.values[index].time;
    }
    return best;
}

Crosshair::Crosshair(qint64 time, const QList<EventMark> &marks, QList<CrosshairRow> rows, const Plot &plot,
                     const QRectF &whole, const QFont &font)
    : m_plot(plot)
    , m_font(sized(font, TextSize::Small))
    , m_x(plot.x(time))
    , m_title(clockTime(time))
    , m_marks(marks.first(std::min(mostMarks, marks.size())))
    , m_rows(std::move(rows))
{
    if (const auto further = static_cast<int>(marks.size() - m_marks.size()); further > 0)
        m_marks.append(
            {time, std::ranges::max(marks, {}, &EventMark::level).level, tr("and %n more events", nullptr, further)});
    std::ranges::stable_sort(m_rows, std::greater<>(), &CrosshairRow::value);
    const auto fitting = static_cast<qsizetype>((whole.height() - 2 * padding) / rowHeight) - 1 - m_marks.size();
    const bool all = m_rows.size() <= std::min(mostRows, fitting);
    m_shown = all ? m_rows.size() : std::clamp<qsizetype>(fitting - 1, 0, mostRows); // above "and n more"
    place(whole);
}

QString Crosshair::moreText() const
{
    return m_rows.size() > m_shown ? tr("and %n more", nullptr, static_cast<int>(m_rows.size() - m_shown)) : QString();
}

double Crosshair::contentWidth() const
{
    double label = 0;
    double text = 0;
    for (const CrosshairRow &row : m_rows.first(m_shown)) {
        label = std::max(label, tabularWidth(m_font, row.label));
        text = std::max(text, tabularWidth(m_font, row.text));
    }
    const double gap = label > 0 ? columnGap : 0;
    double mark = 0;
    for (const EventMark &one : m_marks)
        mark = std::max(mark, std::min(widestMark, tabularWidth(m_font, one.text)));
    return std::max({tabularWidth(m_font, m_title), tabularWidth(m_font, moreText()),
                     swatchSize + swatchGap + std::max(mark, label + gap + text)});
}

/// Places the list at the right of the line, or at its left if there is no room.
void Crosshair::place(const QRectF &whole)
{
    const qsizetype rows = 1 + m_marks.size() + m_shown + (m_rows.size() > m_shown ? 1 : 0);
    const QSizeF size(std::min(std::ceil(contentWidth()) + 2 * padding, whole.width()),
                      std::min(static_cast<double>(rows) * rowHeight + 2 * padding, whole.height()));
    double left = m_x + distance;
    if (left + size.width() > whole.right())
        left = m_x - distance - size.width();
    left = std::clamp(left, whole.left(), whole.right() - size.width());
    const double top = std::clamp(m_plot.area.top() + padding, whole.top(), whole.bottom() - size.height());
    m_rect = QRectF(QPointF(left, top), size);
}

QStringList Crosshair::texts() const
{
    QStringList result{m_title};
    for (const EventMark &mark : m_marks)
        result.append(mark.text);
    for (const CrosshairRow &row : m_rows.first(m_shown))
        result.append(row.label.isEmpty() ? row.text : row.label + ' '_L1 + row.text);
    if (m_rows.size() > m_shown)
        result.append(moreText());
    return result;
}

void Crosshair::paint(QPainter &painter, const Theme &theme) const
{
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(theme.faded(theme.dim, lineShare), 1));
    const double x = std::floor(m_x) + 0.5;
    painter.drawLine(QPointF(x, m_plot.area.top()), QPointF(x, m_plot.area.bottom()));
    for (const CrosshairRow &row : m_rows) {
        if (row.thin)
            continue;
        painter.setPen(QPen(theme.surface, 1.5));
        painter.setBrush(row.color);
        painter.drawEllipse(row.point, crossedRadius + 0.75, crossedRadius + 0.75);
    }

    painter.setPen(QPen(theme.grid, 1));
    painter.setBrush(theme.dark ? theme.background : theme.surface);
    painter.drawRoundedRect(m_rect.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius);
    const QFontMetricsF metrics(m_font);
    double y = m_rect.top() + padding + rowHeight / 2 + metrics.capHeight() / 2;
    painter.setFont(sized(m_font, TextSize::Small, QFont::DemiBold));
    painter.setPen(theme.text);
    drawTabular(painter, {m_rect.left() + padding, y}, m_title);
    painter.setFont(m_font);
    for (const EventMark &mark : m_marks)
        paintMark(painter, mark, y += rowHeight, theme);
    for (const CrosshairRow &row : m_rows.first(m_shown))
        paintRow(painter, row, y += rowHeight, theme);
    painter.setPen(theme.dim);
    drawTabular(painter, {m_rect.left() + padding, y + rowHeight}, moreText());
}

void Crosshair::paintMark(QPainter &painter, const EventMark &mark, double y, const Theme &theme) const
{
    const QFontMetricsF metrics(m_font);
    const double left = m_rect.left() + padding;
    paintLevel(painter, {left, y - metrics.capHeight() / 2 - swatchSize / 2, swatchSize, swatchSize}, mark.level,
               theme);
    const double textLeft = left + swatchSize + swatchGap;
    painter.setPen(theme.text);
    drawTabular(painter, {textLeft, y}, elidedTabular(m_font, mark.text, m_rect.right() - padding - textLeft));
}

void Crosshair::paintRow(QPainter &painter, const CrosshairRow &row, double y, const Theme &theme) const
{
    const QFontMetricsF metrics(m_font);
    const double left = m_rect.left() + padding;
    const QRectF swatch(left, y - metrics.capHeight() / 2 - swatchSize / 2, swatchSize, swatchSize);
    painter.setPen(Qt::NoPen);
    painter.setBrush(row.color);
    painter.drawRoundedRect(swatch, 2, 2);
    painter.setPen(theme.dim);
    drawTabular(painter, {left + swatchSize + swatchGap, y}, row.label);
    painter.setPen(theme.text);
    drawTabular(painter, {m_rect.right() - padding, y}, row.text, Qt::AlignRight);
}

} // namespace pulse
