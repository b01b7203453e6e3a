// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/widgets/elidinglabel.h"
#include "common/results/functionstatus.h"

class QPlainTextEdit;
class QPushButton;

namespace pulse {

class Label;

/// All that is known of a call that failed: the error, when and how, the traceback.
class FailureDetail : public Adaptive<>
{
    Q_OBJECT

public:
    explicit FailureDetail(QWidget *parent = nullptr);

    void showFailure(const Failure &failure);
    /// Whether there is a button that asks for the moment; there is one at first.
    void setMomentOffered(bool offered);

Q_SIGNALS:
    void momentWanted(qint64 time); ///< ms since epoch

protected:
    void retranslate() override;

private:
    void showFacts();
    void copy();

    Failure m_failure;
    Label *m_error; // this and the others: children
    ElidingLabel *m_facts;
    QPlainTextEdit *m_trace;
    QPushButton *m_moment;
    QPushButton *m_copy;
};

} // namespace pulse
