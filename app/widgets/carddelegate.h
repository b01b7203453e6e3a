// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/sparkline.h"

#include <QStyledItemDelegate>

#include <functional>
#include <optional>

namespace pulse {

/// A sparkline in a card.
struct CardHistory
{
    QList<TimedValue> values;
    SparkScale scale;
    QColor color;
};

/// The contents of a card.
struct Card
{
    QString heading = {}; ///< of the card and those that follow it; empty: none
    QString title;
    QString remark = {}; ///< at the right of the title
    QString text;
    QString toolTip = {};
    std::optional<CardHistory> history = {}; ///< between the texts and the value
    QString value = {};                      ///< at the right, beside the history
};

/// Draws each row of a view as a card of two lines: a title and below it a text, which may have a heading above them.
/// Titles that do not fit are elided in the middle, since names often differ at their end, and texts at the end. A card
/// with a history has its texts at the left.
class CardDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    enum class Main { Title, Text }; ///< what is in the usual font; the other one is small and dim
    using CardOf = std::function<Card(const QModelIndex &index)>;

    CardDelegate(Main main, CardOf cardOf, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

private:
    static void paintHistory(QPainter &painter, const QRectF &rect, const Card &card);

    Main m_main;
    CardOf m_cardOf;
};

} // namespace pulse
