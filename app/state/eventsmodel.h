// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/state/eventmark.h"
#include "app/state/timerange.h"
#include "common/watch/event.h"

#include <QAbstractListModel>
#include <QList>
#include <QStringList>

#include <functional>
#include <limits>

namespace pulse {

/// The newest events, and as rows those of a time range, newest first. A late event is inserted at its time. Three or
/// more events within one period are one row, and so are three or more in a row with the same text.
class EventsModel : public QAbstractListModel
{
    Q_OBJECT

public:
    static constexpr int capacity = 200; ///< events
    static constexpr TimeRange unlimited{std::numeric_limits<qint64>::min(), std::numeric_limits<qint64>::max()};

    enum Role {
        TimeRole = Qt::UserRole, ///< qint64, ms since epoch; of several events: the first one's
        LevelRole,               ///< Level; of several events: the highest
        TextRole,                ///< QString; also as Qt::DisplayRole
        DetailsRole,             ///< QStringList: the text of each event, oldest first; empty for a single event
    };

    using TextOf = std::function<QString(const Event &)>;

    /// `textOf` returns an event in the user's language; the default returns an event's own text.
    explicit EventsModel(const TextOf &textOf = {});

    void add(const QList<Event> &events);
    void clear();
    void dropAfter(qint64 time);
    bool isCut() const; ///< older events of the range were dropped to make room
    void retranslate(); ///< writes the texts again
    /// Initially, the rows are those of `unlimited`, and only events of the same time are one row. `period`: ms.
    void setRange(TimeRange range, qint64 period);

    QList<EventMark> marks() const;         ///< each event in the range, newest first
    int rowAt(qint64 time) const;           ///< the row with an event of that time; -1: none
    QStringList textsAt(qint64 time) const; ///< of each event in that row, oldest first

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

private:
    struct Known
    {
        Event event;
        QString text;
    };

    struct Row
    {
        EventMark mark;
        qint64 last = 0; ///< the time of the newest event, ms since epoch
        QStringList details = {};

        friend bool operator==(const Row &, const Row &) = default;
        friend std::size_t qHash(const Row &row, std::size_t seed)
        {
            return qHashMulti(seed, row.mark.time, row.last, row.mark.text);
        }
    };

    QList<Row> groupedRows() const;
    qsizetype newestOfGroup(qsizetype oldest) const;
    Row rowOf(qsizetype newest, qsizetype oldest) const;
    QList<Row> rowsInRange() const;
    void groupEvents();
    void updateRows();

    TextOf m_textOf;
    QList<Known> m_events; // newest first
    QList<Row> m_groups;   // newest first; of all events
    QList<Row> m_rows;     // newest first; of the range
    TimeRange m_range = unlimited;
    qint64 m_period = 1; // ms
};

} // namespace pulse
