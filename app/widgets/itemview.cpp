// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/widgets/itemview.h"

#include "app/state/itemroles.h"
#include "app/style/controlstyle.h"
#include "app/style/narrow.h"
#include "app/style/plaintooltip.h"
#include "app/style/tabulartext.h"
#include "app/style/touchscroll.h"
#include "app/widgets/chevron.h"
#include "app/widgets/pushbutton.h"

#include <QHeaderView>
#include <QHelpEvent>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QToolTip>

#include <utility>

namespace pulse {
namespace {

constexpr int cellPadding = 8;
constexpr double rowRadius = 4;

/// Draws the text of a cell; the row draws its background.
class CellDelegate : public QStyledItemDelegate
{
public:
    explicit CellDelegate(ItemView *view)
        : QStyledItemDelegate(view)
        , m_view(view)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const double text = tabularWidth(option.font, index.data().toString());
        return {static_cast<int>(text) + 1 + 2 * cellPadding, controlHeight(*m_view, ItemView::rowHeight)};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const QRect cell = option.rect.adjusted(cellPadding, 0, -cellPadding, 0);
        const QFontMetricsF metrics(option.font);
        const QString text = elidedTabular(option.font, index.data().toString(), cell.width(), option.textElideMode);
        const bool atRight = (index.data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight) != 0;
        const double x = atRight ? cell.right() + 1 - tabularWidth(option.font, text) : cell.left();
        const double y = cell.top() + (cell.height() + metrics.ascent() - metrics.descent()) / 2;
        const Theme &theme = m_view->theme();
        painter->setFont(option.font);
        painter->setPen(index.data(QuietRole).toBool() ? theme.dim : theme.text);
        drawTabular(*painter, {x, y}, text);
    }

    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override
    {
        if (event->type() != QEvent::ToolTip)
            return QStyledItemDelegate::helpEvent(event, view, option, index);
        QString text = index.data(Qt::ToolTipRole).toString();
        if (text.isEmpty() && sizeHint(option, index).width() > option.rect.width())
            text = index.data().toString();
        QToolTip::showText(event->globalPos(), plainToolTip(text), view); // an empty text hides the tooltip
        return true;
    }

private:
    ItemView *m_view;
};

/// Marks the sorted column by a chevron beside the text, since the style's own covers the text.
class ItemHeader : public QHeaderView
{
public:
    explicit ItemHeader(ItemView *view)
        : QHeaderView(Qt::Horizontal, view)
        , m_view(view)
    {
    }

protected:
    void paintSection(QPainter *painter, const QRect &rect, int section) const override
    {
        painter->save(); // style sheets leave a clip region
        QHeaderView::paintSection(painter, rect, section);
        painter->restore();
        if (!isSortIndicatorShown() || sortIndicatorSection() != section)
            return;
        const auto of = [&](Qt::ItemDataRole role) { return model()->headerData(section, orientation(), role); };
        const bool atRight = (of(Qt::TextAlignmentRole).toInt() & Qt::AlignRight) != 0;
        const double distance =
            cellPadding + QFontMetricsF(font()).horizontalAdvance(of(Qt::DisplayRole).toString()) + 8;
        const double inside = std::min<double>(distance, rect.width() - cellPadding); // the section may be too narrow
        const double x = atRight ? rect.right() + 1 - inside : rect.left() + inside;
        paintChevron(*painter, {x, rect.center().y() - 0.5},
                     sortIndicatorOrder() == Qt::AscendingOrder ? Direction::Up : Direction::Down, m_view->theme().dim);
    }

private:
    ItemView *m_view;
};

} // namespace

ItemView::ItemView(Form form, QWidget *parent)
    : Adaptive(parent)
{
    setHeader(new ItemHeader(this));
    setFrameShape(QFrame::NoFrame);
    setFont(sized(font(), TextSize::Normal));
    setRootIsDecorated(form == Form::Tree);
    setItemsExpandable(form == Form::Tree);
    setUniformRowHeights(true); // else every change measures all rows
    setIndentation(16);
    setItemDelegate(new CellDelegate(this));
    setSelectionBehavior(SelectRows);
    setEditTriggers(NoEditTriggers);
    setVerticalScrollMode(ScrollPerPixel);
    scrollByTouch(*this);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTextElideMode(Qt::ElideRight);
    viewport()->setMouseTracking(true);
    header()->setFont(sized(font(), TextSize::Small));
    header()->setHighlightSections(false);
    header()->setSectionsMovable(false);
    header()->setStretchLastSection(true);
    header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    ItemView::applyTheme();
}

void ItemView::applyTheme()
{
    applyControlStyle(*this);
    scheduleDelayedItemsLayout(); // rows are higher in a narrow window
}

/// The texts of models depend on the language.
void ItemView::retranslate()
{
    if (header()->count() > 0)
        header()->headerDataChanged(Qt::Horizontal, 0, header()->count() - 1);
    viewport()->update();
}

void ItemView::setShares(const QList<double> &shares)
{
    m_shares = shares;
    resizeEvent(nullptr);
}

QSize ItemView::sizeHint() const
{
    if (m_hintedRows == 0)
        return {320, 6 * rowHeight};
    const int row = model()->rowCount() == 0 ? rowHeight : QTreeView::rowHeight(model()->index(0, 0));
    return {320, m_hintedRows * row + (isHeaderHidden() ? 0 : header()->sizeHint().height())};
}

void ItemView::setHintedRows(int rows)
{
    if (std::exchange(m_hintedRows, rows) != rows)
        updateGeometry();
}

/// Space selects rows, although it has another meaning elsewhere in the window.
bool ItemView::event(QEvent *event)
{
    if (selectionMode() == MultiSelection && acceptsSpace(*event))
        event->accept();
    return Adaptive::event(event);
}

void ItemView::resizeEvent(QResizeEvent *event)
{
    if (event != nullptr)
        QTreeView::resizeEvent(event);
    for (int column = 0; column < m_shares.size() && column < header()->count(); ++column) {
        if (m_shares[column] > 0)
            setColumnWidth(column, static_cast<int>(m_shares[column] * viewport()->width()));
    }
}

void ItemView::drawRow(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const bool selected = selectionModel() != nullptr && selectionModel()->isRowSelected(index.row(), index.parent());
    if (selected || (m_hovered.isValid() && index.siblingAtColumn(0) == m_hovered)) {
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(Qt::NoPen);
        painter->setBrush(selected ? theme().faded(theme().accent, theme().dark ? 0.28 : 0.16)
                                   : theme().faded(theme().grid, 0.6));
        const QRectF row(0, option.rect.top(), viewport()->width(), option.rect.height());
        painter->drawRoundedRect(row, rowRadius, rowRadius);
        painter->restore();
    }
    QTreeView::drawRow(painter, option, index);
}

/// Draws a chevron: to the right, or down if the row is open.
void ItemView::drawBranches(QPainter *painter, const QRect &rect, const QModelIndex &index) const
{
    if (!itemsExpandable() || !model()->hasChildren(index))
        return;
    const QPointF middle(rect.right() - indentation() / 2.0 + 2, rect.center().y() + 0.5);
    paintChevron(*painter, middle, isExpanded(index) ? Direction::Down : Direction::Right, theme().dim);
}

void ItemView::setHovered(const QModelIndex &index)
{
    const QModelIndex row = index.siblingAtColumn(0);
    if (m_hovered == row)
        return;
    m_hovered = row;
    viewport()->update();
}

bool ItemView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::MouseMove)
        setHovered(indexAt(static_cast<QMouseEvent *>(event)->position().toPoint()));
    else if (event->type() == QEvent::Leave)
        setHovered({});
    return QTreeView::viewportEvent(event);
}

} // namespace pulse
