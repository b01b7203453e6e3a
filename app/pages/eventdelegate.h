// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QHash>
#include <QStyledItemDelegate>

#include <utility>

namespace pulse {

inline constexpr int eventPadding = 12; ///< px, at both sides of the list

/// An event: its time, a shape for its level, its text in up to two lines. The tooltip shows a text that does not fit,
/// and each of several events in a row.
class EventDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

private:
    /// How many lines rows have. They are cached, since a view asks for the sizes of all its rows whenever one is
    /// added.
    struct LineCounts
    {
        QFont font;
        int width = 0;    // px
        qint64 begin = 0; // ms since epoch: of today, whose times have no date
        qint64 end = 0;
        QHash<std::pair<qint64, QString>, int> counts; // by time and text
    };

    int lineCount(const QModelIndex &index, const QFont &font, int width) const;

    mutable LineCounts m_lineCounts;
};

} // namespace pulse
