// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/pages/failuredetail.h"
#include "app/state/failuresmodel.h"
#include "app/widgets/elidinglabel.h"
#include "app/widgets/itemview.h"
#include "app/widgets/surface.h"

class QSplitter;

namespace pulse {

class Label;

/// Failed calls in groups of the same error, and beside or below them the newest failure of the selected group, which
/// is initially that of the newest failure.
class FailureList : public Surface
{
    Q_OBJECT

public:
    explicit FailureList(QWidget *parent = nullptr);

    /// `failures`: newest first.
    void showFailures(const QList<Failure> &failures);

Q_SIGNALS:
    void momentRequested(qint64 time); ///< ms since epoch

protected:
    void applyTheme() override;
    void retranslate() override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void showCount();

    FailuresModel m_model;
    int m_count = 0;       // of all failures
    ElidingLabel *m_title; // this and the following are children
    ElidingLabel *m_remark;
    QSplitter *m_splitter;
    ItemView *m_view;
    FailureDetail *m_detail;
    Label *m_none;
};

} // namespace pulse
