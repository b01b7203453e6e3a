// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/widgets/carddelegate.h"

#include "app/style/plaintooltip.h"
#include "app/style/sizes.h"
#include "app/style/tabulartext.h"
#include "app/style/theme.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <utility>

namespace pulse {
namespace {

constexpr int lineHeight = 20;
constexpr int cardHeight = 2 * lineHeight + gap;
constexpr int headingHeight = 28;
constexpr double textShare = 0.3; // of the width of a card with a history
constexpr double valueShare = 0.2;

/// Draws a text in the middle of the height of `line`.
void drawText(QPainter &painter, const QRectF &line, const QString &text, Qt::AlignmentFlag align = Qt::AlignLeft)
{
    const QFontMetricsF metrics(painter.font());
    const double baseline = line.center().y() + (metrics.ascent() - metrics.descent()) / 2;
    drawTabular(painter, {align == Qt::AlignLeft ? line.left() : line.right(), baseline}, text, align);
}

/// Returns the place of the line in the card, counted from 0.
QRectF lineOf(const QRectF &card, int number)
{
    return {card.left(), card.top() + gap / 2.0 + number * lineHeight, card.width(), lineHeight};
}

} // namespace

CardDelegate::CardDelegate(Main main, CardOf cardOf, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_main(main)
    , m_cardOf(std::move(cardOf))
{
}

void CardDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Card card = m_cardOf(index);
    const Theme &theme = Theme::current();
    const QColor &quiet = option.state.testFlag(QStyle::State_Selected) ? theme.text : theme.dim; // on another ground
    const auto use = [&](TextSize size, const QColor &color, QFont::Weight weight = QFont::Normal) {
        painter->setFont(sized(option.font, size, weight));
        painter->setPen(color);
    };
    const auto elided = [&](const QString &text, double width, Qt::TextElideMode mode) {
        return elidedTabular(painter->font(), text, width, mode);
    };
    QRectF rect = QRectF(option.rect).adjusted(gap, 0, -gap, 0);
    painter->save();
    if (!card.heading.isEmpty()) {
        use(TextSize::Normal, theme.text, QFont::DemiBold);
        drawText(*painter, {rect.left(), rect.top(), rect.width(), headingHeight}, card.heading);
        rect.setTop(rect.top() + headingHeight);
    }
    if (card.history) {
        use(TextSize::Normal, theme.text, QFont::DemiBold);
        paintHistory(*painter, rect, card);
        rect.setWidth(textShare * rect.width());
    }
    use(TextSize::Small, quiet);
    const double remarkWidth = tabularWidth(painter->font(), card.remark);
    drawText(*painter, lineOf(rect, 0), card.remark, Qt::AlignRight);

    const bool isTitleMain = m_main == Main::Title;
    use(isTitleMain ? TextSize::Normal : TextSize::Small, isTitleMain ? theme.text : quiet);
    const double titleWidth = rect.width() - (card.remark.isEmpty() ? 0 : remarkWidth + gap);
    drawText(*painter, lineOf(rect, 0), elided(card.title, titleWidth, Qt::ElideMiddle));
    use(isTitleMain ? TextSize::Small : TextSize::Normal, isTitleMain ? quiet : theme.text);
    drawText(*painter, lineOf(rect, 1), elided(card.text, rect.width(), Qt::ElideRight));
    painter->restore();
}

void CardDelegate::paintHistory(QPainter &painter, const QRectF &rect, const Card &card)
{
    const double left = rect.left() + textShare * rect.width() + gap;
    const double right = rect.right() - valueShare * rect.width();
    const QRectF area(left, rect.top() + gap, right - left, rect.height() - 2 * gap);
    paintSparkline(painter, area, card.history->values, card.history->scale, card.history->color);
    drawText(painter, rect, card.value, Qt::AlignRight);
}

QSize CardDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &index) const
{
    return {0, cardHeight + (m_cardOf(index).heading.isEmpty() ? 0 : headingHeight)}; // as wide as the view
}

bool CardDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                             const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip)
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    QToolTip::showText(event->globalPos(), index.isValid() ? plainToolTip(m_cardOf(index).toolTip) : QString(), view);
    return true;
}

} // namespace pulse
