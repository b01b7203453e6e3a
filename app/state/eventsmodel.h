// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/watch/event.h"

#include <QAbstractListModel>
#include <QList>

#include <functional>

namespace pulse {

/// The newest events, newest first. A late event is inserted at its time.
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

    using TextOf = std::function<QString(const Event &)>;

    /// `textOf` returns an event in the user's language; the default returns an event's own text.
    explicit EventsModel(const TextOf &textOf = {});

    void add(const Event &event);
    void clear();
    void retranslate(); ///< writes the texts again

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Row
    {
        Event event;
        QString text;
    };

    TextOf m_textOf;
    QList<Row> m_rows;
};

} // namespace pulse
