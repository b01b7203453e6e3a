// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/eventsmodel.h"

#include <algorithm>

namespace pulse {

void EventsModel::clear()
{
    beginResetModel();
    m_events.clear();
    endResetModel();
}

void EventsModel::add(const Event &event)
{
    const auto notNewer = [&](const Event &other) { return other.time <= event.time; };
    const auto row = static_cast<int>(std::ranges::find_if(m_events, notNewer) - m_events.begin());
    if (row == capacity)
        return;
    if (m_events.size() == capacity) {
        beginRemoveRows({}, capacity - 1, capacity - 1);
        m_events.removeLast();
        endRemoveRows();
    }
    beginInsertRows({}, row, row);
    m_events.insert(row, event);
    endInsertRows();
}

int EventsModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_events.size());
}

QVariant EventsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Event &event = m_events[index.row()];
    switch (role) {
    case TimeRole:
        return event.time;
    case LevelRole:
        return QVariant::fromValue(event.level);
    case TextRole:
    case Qt::DisplayRole:
        return event.text;
    default:
        return {};
    }
}

QHash<int, QByteArray> EventsModel::roleNames() const
{
    return {{TimeRole, "time"}, {LevelRole, "level"}, {TextRole, "text"}, {Qt::DisplayRole, "display"}};
}

} // namespace pulse
