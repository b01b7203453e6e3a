// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/pages/failuredetail.h"
#include "app/pages/recordview.h"
#include "app/widgets/closebutton.h"
#include "app/widgets/surface.h"

#include <optional>

namespace pulse {

/// One moment of the past: its result and measurement, and the call that failed then, if any.
class MomentPanel : public Surface
{
    Q_OBJECT

public:
    explicit MomentPanel(QWidget *parent = nullptr);

    /// `time`: the requested moment, ms since epoch; the record is the nearest one.
    void showMoment(qint64 time, const std::optional<Record> &record, const std::optional<Failure> &failure);
    qint64 time() const { return m_time; }

Q_SIGNALS:
    void closed(); ///< by its button or Esc; the receiver has to hide it

protected:
    void applyTheme() override;
    void retranslate() override;

private:
    void showTitle();

    qint64 m_time = 0;
    std::optional<qint64> m_recordTime; // of the record, ms since epoch
    ElidingLabel *m_title;              // this and the following are children
    ElidingLabel *m_remark;
    CloseButton *m_close;
    FailureDetail *m_failure;
    RecordView *m_record;
};

} // namespace pulse
