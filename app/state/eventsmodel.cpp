// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/eventsmodel.h"

#include "app/state/rowsync.h"
#include "common/core/literals.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace pulse {
namespace {

constexpr qsizetype fewestInARow = 3;

QString familyOf(const Event &event)
{
    return event.crossings.isEmpty() ? QString() : event.crossings.constFirst().key.family;
}

} // namespace

EventsModel::EventsModel(const TextOf &textOf)
    : m_textOf(textOf ? textOf : [](const Event &event) { return event.detail; })
{
}

void EventsModel::retranslate()
{
    for (Known &known : m_events)
        known.text = m_textOf(known.event);
    m_groups = groupedRows();
    if (m_rows.isEmpty())
        return;
    m_rows = rowsInRange();
    Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

void EventsModel::clear()
{
    beginResetModel();
    m_events.clear();
    m_groups.clear();
    m_rows.clear();
    endResetModel();
}

void EventsModel::dropAfter(qint64 time)
{
    if (m_events.removeIf([time](const Known &known) { return known.event.time > time; }) > 0)
        groupEvents();
}

bool EventsModel::isCut() const
{
    return m_events.size() == capacity && m_events.constLast().event.time > m_range.from;
}

void EventsModel::add(const QList<Event> &events)
{
    if (events.isEmpty())
        return;
    for (const Event &event : events) {
        const auto notNewer = [&](const Known &other) { return other.event.time <= event.time; };
        const auto at = std::ranges::find_if(m_events, notNewer);
        if (at - m_events.begin() < capacity)
            m_events.insert(at, Known{event, m_textOf(event)});
        if (m_events.size() > capacity)
            m_events.removeLast();
    }
    groupEvents();
}

void EventsModel::setRange(TimeRange range, qint64 period)
{
    period = std::max<qint64>(1, period);
    const bool isNewRange = std::exchange(m_range, range) != range;
    if (std::exchange(m_period, period) != period)
        groupEvents();
    else if (isNewRange)
        updateRows();
}

QList<EventMark> EventsModel::marks() const
{
    QList<EventMark> marks;
    for (const Known &known : m_events) {
        if (known.event.time >= m_range.from && known.event.time <= m_range.to)
            marks.append({known.event.time, known.event.level, known.text, familyOf(known.event)});
    }
    return marks;
}

int EventsModel::rowAt(qint64 time) const
{
    const auto includes = [time](const Row &row) { return row.mark.time <= time && time <= row.last; };
    const auto at = std::ranges::find_if(m_rows, includes);
    return at == m_rows.end() ? -1 : static_cast<int>(at - m_rows.begin());
}

QStringList EventsModel::textsAt(qint64 time) const
{
    const int at = rowAt(time);
    if (at < 0)
        return {};
    const Row &row = m_rows[at];
    return row.details.isEmpty() ? QStringList(row.mark.text) : row.details;
}

/// Groups begin with the oldest event, so that a new event changes only the newest group.
QList<EventsModel::Row> EventsModel::groupedRows() const
{
    QList<Row> rows;
    for (qsizetype oldest = m_events.size() - 1; oldest >= 0;) {
        const qsizetype newest = newestOfGroup(oldest);
        rows.append(rowOf(newest, oldest));
        oldest = newest - 1;
    }
    std::ranges::reverse(rows);
    return rows;
}

qsizetype EventsModel::newestOfGroup(qsizetype oldest) const
{
    const Known &first = m_events[oldest];
    const auto until = [&](auto belongs) {
        qsizetype newest = oldest;
        while (newest > 0 && belongs(m_events[newest - 1]))
            --newest;
        return oldest - newest + 1 < fewestInARow ? oldest : newest;
    };
    return std::min(
        until([&](const Known &known) { return known.event.time < first.event.time + m_period; }),
        until([&](const Known &known) { return known.text == first.text && known.event.level == first.event.level; }));
}

/// Returns the row for the events between two indexes.
EventsModel::Row EventsModel::rowOf(qsizetype newest, qsizetype oldest) const
{
    const Known &first = m_events[oldest];
    Row row{{first.event.time, first.event.level, first.text}, m_events[newest].event.time};
    if (newest < oldest) {
        for (qsizetype i = oldest; i >= newest; --i) {
            row.mark.level = std::max(row.mark.level, m_events[i].event.level);
            row.details.append(m_events[i].text);
        }
        const auto count = static_cast<int>(row.details.size());
        row.mark.text = row.details.count(first.text) == count
                            ? tr("%1 (%n times)", nullptr, count).arg(first.text)
                            : tr("%n events: %1", nullptr, count).arg(row.details.join(u"; "_s));
    }
    return row;
}

QList<EventsModel::Row> EventsModel::rowsInRange() const
{
    QList<Row> rows;
    std::ranges::copy_if(m_groups, std::back_inserter(rows),
                         [this](const Row &row) { return row.last >= m_range.from && row.mark.time <= m_range.to; });
    return rows;
}

void EventsModel::groupEvents()
{
    m_groups = groupedRows();
    updateRows();
}

void EventsModel::updateRows()
{
    const QList<Row> rows = rowsInRange();
    const auto remove = [this](int row, int count) {
        beginRemoveRows({}, row, row + count - 1);
        m_rows.remove(row, count);
        endRemoveRows();
    };
    const auto insert = [&](int row, int count, int first) {
        beginInsertRows({}, row, row + count - 1);
        for (int i = 0; i < count; ++i)
            m_rows.insert(row + i, rows[first + i]);
        endInsertRows();
    };
    syncRows(QList<Row>(m_rows), rows, remove, insert);
}

int EventsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant EventsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Row &row = m_rows[index.row()];
    switch (role) {
    case TimeRole:
        return row.mark.time;
    case LevelRole:
        return QVariant::fromValue(row.mark.level);
    case TextRole:
    case Qt::DisplayRole:
        return row.mark.text;
    case DetailsRole:
        return row.details;
    default:
        return {};
    }
}

} // namespace pulse
