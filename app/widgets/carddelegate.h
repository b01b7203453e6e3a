// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStyledItemDelegate>

#include <functional>

namespace pulse {

/// The texts of a card.
struct Card
{
    QString heading = {}; ///< of the card and those that follow it; empty: none
    QString title;
    QString remark = {}; ///< at the right of the title
    QString text;
    QString toolTip = {};
};

/// Draws each row of a view as a card of two lines: a title and below it a text, which may have a heading above them.
/// Titles that do not fit are elided in the middle, since names often differ at their end, and texts at the end.
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
    Main m_main;
    CardOf m_cardOf;
};

} // namespace pulse
