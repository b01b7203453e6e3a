// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/state/eventsmodel.h"
#include "app/widgets/elidinglabel.h"
#include "app/widgets/surface.h"

#include <optional>

class QListView;

namespace pulse {

class EventDelegate;
class MetricFamilies;
class TimeWindow;

/// Returns a function that words events in the user's language, with the titles of series.
EventsModel::TextOf eventTextOf(const MetricFamilies &families);

/// The events of a time range, newest first.
class EventList : public Surface
{
    Q_OBJECT

public:
    /// `model` has to outlive the list.
    EventList(EventsModel &model, QWidget *parent = nullptr);

    void showRange(const TimeWindow &time);  ///< in the title; the model's rows are those of this range
    void select(std::optional<qint64> time); ///< selects the event of that time (ms since epoch), if there is one

Q_SIGNALS:
    void momentRequested(qint64 time); ///< ms since epoch; the event was clicked, or chosen with Enter

protected:
    void applyTheme() override;
    void retranslate() override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void setUpView();
    void updateTitle();
    void handleRows();
    void requestMoment(const QModelIndex &index);

    EventsModel &m_model;
    TimeRange m_range;
    std::optional<qint64> m_moment; // that is shown, ms since epoch
    bool m_isLive = true;           // the range ends now
    ElidingLabel *m_title;          // this and the following are children
    ElidingLabel *m_empty;
    QListView *m_view;
    EventDelegate *m_delegate;
};

} // namespace pulse
