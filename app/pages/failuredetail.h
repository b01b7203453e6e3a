// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/widgets/elidinglabel.h"
#include "common/results/functionstatus.h"

class QPlainTextEdit;
class QPushButton;

namespace pulse {

class Label;

/// All details of a failed call: the error, the time, the outcome, the traceback.
class FailureDetail : public Adaptive<>
{
    Q_OBJECT

public:
    explicit FailureDetail(QWidget *parent = nullptr);

    void showFailure(const Failure &failure);
    /// Shows or hides the button that asks for the moment; initially it is visible.
    void setMomentButtonVisible(bool visible);

Q_SIGNALS:
    void momentRequested(qint64 time); ///< ms since epoch

protected:
    void retranslate() override;

private:
    void showFacts();
    void copy();

    Failure m_failure;
    Label *m_error; // this and the following are children
    ElidingLabel *m_facts;
    QPlainTextEdit *m_trace;
    QPushButton *m_moment;
    QPushButton *m_copy;
};

} // namespace pulse
