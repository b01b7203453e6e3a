// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/state/eventsmodel.h"
#include "app/widgets/elidinglabel.h"
#include "app/widgets/surface.h"

class QListView;

namespace pulse {

class EventDelegate;
class MetricFamilies;

/// Writes events in the user's language, with the titles that series have in it.
EventsModel::TextOf eventTextOf(const MetricFamilies &families);

/// What happened, newest first, one line each.
class EventList : public Surface
{
    Q_OBJECT

public:
    /// `model` outlives the list.
    EventList(EventsModel &model, QWidget *parent = nullptr);

Q_SIGNALS:
    void momentWanted(qint64 time); ///< of the event that was clicked, or chosen with Enter; ms since epoch

protected:
    void applyTheme() override;
    void retranslate() override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void setUpView();
    void showWhetherEmpty();
    void want(const QModelIndex &index);

    EventsModel &m_model;
    ElidingLabel *m_title; // this and the others: children
    ElidingLabel *m_empty;
    QListView *m_view;
    EventDelegate *m_delegate;
};

} // namespace pulse
