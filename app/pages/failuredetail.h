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
    /// Makes it fit into a given height, for a place that shows the moment: without the button that asks for it, and
    /// the traceback scrolls. Otherwise it is as high as its traceback.
    void setCompact();

Q_SIGNALS:
    void momentRequested(qint64 time); ///< ms since epoch

protected:
    void retranslate() override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void fitTrace();
    void showFacts();
    void copy();

    Failure m_failure;
    bool m_isCompact = false;
    Label *m_error; // this and the following are children
    Label *m_facts;
    QPlainTextEdit *m_trace;
    QPushButton *m_moment;
    QPushButton *m_copy;
};

} // namespace pulse
