// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/state/eventsmodel.h"
#include "app/widgets/elidinglabel.h"
#include "app/widgets/surface.h"

class QListView;

namespace pulse {

class EventDelegate;
class MetricFamilies;

/// Returns a function that words events in the user's language, with the titles of series.
EventsModel::TextOf eventTextOf(const MetricFamilies &families);

/// Events, newest first, one line each.
class EventList : public Surface
{
    Q_OBJECT

public:
    /// `model` has to outlive the list.
    EventList(EventsModel &model, QWidget *parent = nullptr);

Q_SIGNALS:
    void momentRequested(qint64 time); ///< ms since epoch; the event was clicked, or chosen with Enter

protected:
    void applyTheme() override;
    void retranslate() override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void setUpView();
    void updateEmptyText();
    void requestMoment(const QModelIndex &index);

    EventsModel &m_model;
    ElidingLabel *m_title; // this and the following are children
    ElidingLabel *m_empty;
    QListView *m_view;
    EventDelegate *m_delegate;
};

} // namespace pulse
