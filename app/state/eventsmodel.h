// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/watch/event.h"

#include <QAbstractListModel>
#include <QList>

namespace pulse {

/// The last events, newest first. An event that is told late is put where it belongs.
class EventsModel : public QAbstractListModel
{
    Q_OBJECT

public:
    static constexpr int capacity = 200;

    enum Role {
        TimeRole = Qt::UserRole, ///< qint64, ms since epoch
        LevelRole,               ///< Level
        TextRole,                ///< QString; also as Qt::DisplayRole
    };

    using QAbstractListModel::QAbstractListModel;

    void add(const Event &event);
    void clear();

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

private:
    QList<Event> m_events;
};

} // namespace pulse
