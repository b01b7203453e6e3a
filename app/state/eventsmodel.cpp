// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/eventsmodel.h"

#include <algorithm>

namespace pulse {

EventsModel::EventsModel(const TextOf &textOf)
    : m_textOf(textOf ? textOf : [](const Event &event) { return event.detail; })
{
}

void EventsModel::retranslate()
{
    for (Row &row : m_rows)
        row.text = m_textOf(row.event);
    if (!m_rows.isEmpty())
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

void EventsModel::clear()
{
    beginResetModel();
    m_rows.clear();
    endResetModel();
}

void EventsModel::add(const Event &event)
{
    const auto notNewer = [&](const Row &other) { return other.event.time <= event.time; };
    const auto row = static_cast<int>(std::ranges::find_if(m_rows, notNewer) - m_rows.begin());
    if (row == capacity)
        return;
    if (m_rows.size() == capacity) {
        beginRemoveRows({}, capacity - 1, capacity - 1);
        m_rows.removeLast();
        endRemoveRows();
    }
    beginInsertRows({}, row, row);
    m_rows.insert(row, {event, m_textOf(event)});
    endInsertRows();
}

int EventsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

QVariant EventsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto &[event, text] = m_rows[index.row()];
    switch (role) {
    case TimeRole:
        return event.time;
    case LevelRole:
        return QVariant::fromValue(event.level);
    case TextRole:
    case Qt::DisplayRole:
        return text;
    default:
        return {};
    }
}

} // namespace pulse
