// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/connections/connectionlist.h"

#include "app/style/controlstyle.h"
#include "app/style/plaintooltip.h"
#include "app/style/sizes.h"
#include "common/core/literals.h"

#include <QContextMenuEvent>
#include <QDateTime>
#include <QLocale>
#include <QMenu>
#include <QPainter>
#include <QPainterPath>
#include <QStyledItemDelegate>

#include <algorithm>

namespace pulse {
namespace {

constexpr int rowHeight = 48;
constexpr int iconSide = 20;
constexpr int dotsWidth = 24;
constexpr int hostRole = Qt::UserRole;
constexpr int kindRole = Qt::UserRole + 1;

/// Returns lines in a square of 20 px: a screen, a cylinder, a globe, or a wave.
QPainterPath iconOf(Connection::Kind kind)
{
    QPainterPath path;
    switch (kind) {
    case Connection::Kind::ThisMachine:
        path.addRoundedRect(2, 3, 16, 11, 1.5, 1.5);
        path.moveTo(6, 17);
        path.lineTo(14, 17);
        break;
    case Connection::Kind::Redis:
        path.addEllipse(QRectF(3, 2, 14, 5));
        path.moveTo(3, 4.5);
        path.lineTo(3, 15.5);
        path.arcTo(QRectF(3, 13, 14, 5), 180, 180);
        path.lineTo(17, 4.5);
        break;
    case Connection::Kind::Gateway:
        path.addEllipse(QRectF(2, 2, 16, 16));
        path.addEllipse(QRectF(6.5, 2, 7, 16));
        path.moveTo(2, 10);
        path.lineTo(18, 10);
        break;
    case Connection::Kind::Demo:
        path.moveTo(2, 12);
        path.cubicTo(6, -2, 8, 24, 18, 8);
        break;
    }
    return path;
}

/// Returns the time of today, or the date; empty: unknown.
QString lastUse(const Connection &connection)
{
    if (connection.lastUse == 0)
        return {};
    const QDateTime time = QDateTime::fromMSecsSinceEpoch(connection.lastUse);
    const bool isToday = time.date() == QDate::currentDate();
    return isToday ? QLocale().toString(time.time(), QLocale::ShortFormat)
                   : QLocale().toString(time.date(), QLocale::ShortFormat);
}

class RowDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override { return {0, rowHeight}; }

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override
    {
        const Theme &theme = Theme::current();
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        paintGround(*painter, option, theme);
        painter->setPen(QPen(theme.dim, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        const QPainterPath icon = iconOf(static_cast<Connection::Kind>(index.data(kindRole).toInt()));
        painter->drawPath(icon.translated(option.rect.left() + gap, option.rect.top() + (rowHeight - iconSide) / 2.0));
        const QRect texts = option.rect.adjusted(iconSide + 2 * gap, 6, -dotsWidth, -6);
        const int half = texts.height() / 2;
        painter->setPen(theme.text);
        paintText(*painter, texts.adjusted(0, 0, 0, -half), sized(option.font, TextSize::Normal, QFont::Medium),
                  index.data().toString());
        painter->setPen(theme.dim);
        paintText(*painter, texts.adjusted(0, half, 0, 0), sized(option.font, TextSize::Small),
                  index.data(hostRole).toString());
        painter->restore();
    }

private:
    static void paintGround(QPainter &painter, const QStyleOptionViewItem &option, const Theme &theme)
    {
        const bool isSelected = option.state.testFlag(QStyle::State_Selected);
        const bool isPointedAt = option.state.testFlag(QStyle::State_MouseOver);
        painter.setPen(option.state.testFlag(QStyle::State_HasFocus) ? QPen(theme.accent, 1.5) : QPen(Qt::NoPen));
        painter.setBrush(isSelected ? theme.grid : isPointedAt ? theme.background : QColor(Qt::transparent));
        painter.drawRoundedRect(QRectF(option.rect).adjusted(0.75, 0.75, -0.75, -0.75), controlRadius, controlRadius);
        painter.setPen(Qt::NoPen);
        painter.setBrush(isSelected || isPointedAt ? theme.text : theme.dim);
        const QPointF middle(option.rect.right() - dotsWidth / 2.0, option.rect.top() + rowHeight / 2.0);
        for (const double y : {-5.0, 0.0, 5.0})
            painter.drawEllipse(middle + QPointF(0, y), 1.5, 1.5);
        painter.setBrush(Qt::NoBrush);
    }

    static void paintText(QPainter &painter, const QRect &rect, const QFont &font, const QString &text)
    {
        painter.setFont(font);
        painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter,
                         QFontMetrics(font).elidedText(text, Qt::ElideMiddle, rect.width()));
    }
};

} // namespace

ConnectionList::ConnectionList(const QList<Connection> &connections, QWidget *parent)
    : Adaptive(parent)
    , m_connections(connections)
    , m_menu(new QMenu(this))
{
    setAccessibleName(tr("Known connections"));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMouseTracking(true);
    setItemDelegate(new RowDelegate(this));
    for (const Connection &one : m_connections) {
        QStringList details{one.host(), lastUse(one)};
        details.removeAll(QString());
        auto *item = new QListWidgetItem(one.title(), this);
        item->setData(hostRole, details.join(u" · "_s));
        item->setData(kindRole, static_cast<int>(one.kind));
        item->setData(Qt::AccessibleDescriptionRole, details.join(u", "_s));
        item->setToolTip(plainToolTip(one.title()));
    }
    // The keyboard makes an item current; only the user selects one.
    connect(this, &QListWidget::itemSelectionChanged, this, [this] {
        const QList<QListWidgetItem *> selected = selectedItems();
        if (!selected.isEmpty())
            Q_EMIT chosen(m_connections.at(row(selected.constFirst())));
    });
    ConnectionList::applyTheme();
}

void ConnectionList::applyTheme()
{
    applyControlStyle(*m_menu);
    viewport()->update();
}

void ConnectionList::select(const Connection &connection)
{
    const auto same =
        std::ranges::find_if(m_connections, [&](const Connection &one) { return isSame(one, connection); });
    const QSignalBlocker blocker(this);
    if (same != m_connections.end())
        setCurrentRow(static_cast<int>(same - m_connections.begin()));
}

void ConnectionList::contextMenuEvent(QContextMenuEvent *event)
{
    const bool isOfKeyboard = event->reason() == QContextMenuEvent::Keyboard;
    const QListWidgetItem *item = isOfKeyboard ? currentItem() : itemAt(event->pos());
    if (item)
        openMenu(row(item), isOfKeyboard ? viewport()->mapToGlobal(visualItemRect(item).center()) : event->globalPos());
}

void ConnectionList::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Delete && currentRow() >= 0)
        remove(currentRow());
    else
        QListWidget::keyPressEvent(event);
}

/// The dots open the menu of their row, without choosing it. So does the right button, by contextMenuEvent().
void ConnectionList::mousePressEvent(QMouseEvent *event)
{
    const QListWidgetItem *item = itemAt(event->position().toPoint());
    if (event->button() == Qt::LeftButton && item && event->position().x() > viewport()->width() - dotsWidth)
        openMenu(row(item), event->globalPosition().toPoint());
    else if (event->button() == Qt::LeftButton)
        QListWidget::mousePressEvent(event);
}

void ConnectionList::openMenu(int row, const QPoint &position)
{
    m_menu->clear();
    m_menu->addAction(tr("Remove"), this, [this, row] { remove(row); });
    m_menu->popup(position);
}

void ConnectionList::remove(int row)
{
    const Connection one = m_connections.takeAt(row);
    selectionModel()->clear(); // else removing the row would select another one, and fill the fields with it
    delete takeItem(row);
    setCurrentRow(std::min(row, count() - 1), QItemSelectionModel::NoUpdate);
    Q_EMIT removed(one);
}

} // namespace pulse
