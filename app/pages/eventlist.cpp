// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/eventlist.h"

#include "app/pages/eventdelegate.h"
#include "app/state/clocktime.h"
#include "app/state/eventtexts.h"
#include "app/state/timewindow.h"
#include "app/style/controlstyle.h"
#include "app/style/touchscroll.h"
#include "app/style/valueformat.h"
#include "common/metrics/metricfamilies.h"
#include "common/metrics/windowtext.h"

#include <QKeyEvent>
#include <QListView>
#include <QScrollBar>
#include <QVBoxLayout>

namespace pulse {
namespace {

constexpr int lineGap = 4;
constexpr int lowest = 32; // px of the rows; the list may be small

} // namespace

EventsModel::TextOf eventTextOf(const MetricFamilies &families)
{
    return [families](Event event) {
        for (ThresholdEvent &crossing : event.crossings)
            crossing.title = families.title(crossing.key);
        return EventTexts::of(event, [](double value, const QString &unit) { return valueText(value, unit).joined(); });
    };
}

EventList::EventList(EventsModel &model, QWidget *parent)
    : Surface(parent)
    , m_model(model)
    , m_title(new ElidingLabel(TextSize::Normal, QFont::DemiBold, this))
    , m_empty(new ElidingLabel(TextSize::Normal, QFont::Normal, this))
    , m_view(new QListView(this))
    , m_delegate(new EventDelegate(this))
{
    setUpView();
    auto *heading = new QVBoxLayout; // rows have their own margins, so that their highlight is wider than the text
    heading->setContentsMargins(eventPadding, 0, eventPadding, 0);
    heading->setSpacing(2 * lineGap);
    heading->addWidget(m_title);
    heading->addWidget(m_empty);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, eventPadding, 0, lineGap);
    layout->setSpacing(lineGap);
    layout->addLayout(heading);
    layout->addWidget(m_view, 1);
    for (const auto signal : {&EventsModel::rowsInserted, &EventsModel::rowsRemoved})
        connect(&m_model, signal, this, &EventList::handleRows);
    connect(&m_model, &EventsModel::modelReset, this, &EventList::handleRows);
    handleRows();
    m_empty->setTone(Tone::Dim);
    EventList::applyTheme();
    EventList::retranslate();
}

void EventList::setUpView()
{
    m_view->setModel(&m_model);
    m_view->setItemDelegate(m_delegate);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setMinimumHeight(lowest);
    m_view->setResizeMode(QListView::Adjust); // the height of a row depends on the width
    m_view->setMouseTracking(true);           // highlights rows
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_view->viewport()->setAutoFillBackground(false);
    scrollByTouch(*m_view);
    m_view->installEventFilter(this);
    m_view->viewport()->installEventFilter(this);
    connect(m_view, &QListView::clicked, this, &EventList::requestMoment);
}

void EventList::retranslate()
{
    updateTitle();
    m_empty->setText(tr("No events"));
}

void EventList::showRange(const TimeWindow &time)
{
    m_range = time.range();
    m_isLive = time.isLive();
    updateTitle();
}

void EventList::updateTitle()
{
    const auto seconds = static_cast<int>(m_range.length() / 1000);
    const QString title = seconds == 0 ? tr("Events")
                          : m_isLive   ? tr("Events, last %1").arg(windowText(seconds))
                                       : tr("Events, %1 to %2").arg(clockTime(m_range.from), clockTime(m_range.to));
    m_title->setText(m_model.isCut() ? tr("%1: the newest %2").arg(title).arg(EventsModel::capacity) : title);
    if (m_view->accessibleName() != m_title->text())
        m_view->setAccessibleName(m_title->text());
}

void EventList::select(std::optional<qint64> time)
{
    m_moment = time;
    const QModelIndex current = m_view->currentIndex();
    if (time && current.isValid() && current.data(EventsModel::TimeRole).toLongLong() == *time)
        return; // the user chose this one of several at that time
    const QModelIndex index = m_model.index(time ? m_model.rowAt(*time) : -1);
    if (index.isValid())
        m_view->setCurrentIndex(index);
    else
        m_view->selectionModel()->clear();
}

void EventList::applyTheme()
{
    m_view->verticalScrollBar()->setStyleSheet(controlStyle(theme()));
    m_view->doItemsLayout(); // rows are higher in a narrow window
    update();
}

/// Keeps the row of the shown moment selected, since the view selects the neighbour of a removed row.
void EventList::handleRows()
{
    m_empty->setVisible(m_model.rowCount() == 0);
    updateTitle();
    if (m_moment && !m_view->hasFocus())
        select(m_moment);
}

void EventList::requestMoment(const QModelIndex &index)
{
    if (index.isValid())
        Q_EMIT momentRequested(index.data(EventsModel::TimeRole).toLongLong());
}

/// Handles Enter itself, since activated() is also emitted for a double click, and in some styles for a single one.
/// A list from top to bottom lays out its rows again only if its height changes.
bool EventList::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize && watched == m_view->viewport()) {
        const auto *resize = static_cast<QResizeEvent *>(event);
        if (resize->size().width() != resize->oldSize().width())
            QMetaObject::invokeMethod(m_view, &QListView::doItemsLayout, Qt::QueuedConnection);
        return false;
    }
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            requestMoment(m_view->currentIndex());
            return true;
        }
    }
    return Surface::eventFilter(watched, event);
}

} // namespace pulse
