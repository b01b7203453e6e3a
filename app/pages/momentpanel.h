// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/pages/failuredetail.h"
#include "app/pages/recordview.h"
#include "app/widgets/closebutton.h"
#include "app/widgets/labels.h"
#include "app/widgets/surface.h"

#include <QStringList>

#include <optional>

namespace pulse {

/// What is known of a moment of the past.
struct Moment
{
    qint64 time = 0;                     ///< ms since epoch
    std::optional<Record> record = {};   ///< the nearest one
    std::optional<Failure> failure = {}; ///< the call that failed then
    QStringList events = {};             ///< their texts
};

/// One moment of the past: its events, its result and measurement, and the call that failed then, if any.
class MomentPanel : public Surface
{
    Q_OBJECT

public:
    explicit MomentPanel(QWidget *parent = nullptr);

    void showMoment(const Moment &moment);
    qint64 time() const { return m_time; }

Q_SIGNALS:
    void closed(); ///< by its button or Esc; the receiver has to hide it

protected:
    void applyTheme() override;
    void retranslate() override;

private:
    void showTitle();
    void showEvents();

    qint64 m_time = 0;
    QStringList m_events;
    std::optional<qint64> m_recordTime; // of the record, ms since epoch
    ElidingLabel *m_title;              // this and the following are children
    ElidingLabel *m_remark;
    CloseButton *m_close;
    Label *m_eventTexts;
    FailureDetail *m_failure;
    RecordView *m_record;
};

} // namespace pulse
