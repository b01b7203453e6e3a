// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/style/adaptive.h"

class QHBoxLayout;
class QPushButton;

namespace pulse {

class Label;

/// What stands in the middle while there is nothing to show: a sentence and, dimmed, the reason and what to do; below
/// them buttons, if there are any.
class EmptyPage : public Adaptive<>
{
    Q_OBJECT

public:
    explicit EmptyPage(QWidget *parent = nullptr);

    void setText(const QString &sentence, const QString &reason, const QString &advice = {});
    QString text() const; ///< all of it, as sentences
    QPushButton *addButton(const QString &text);

protected:
    void applyTheme() override;

private:
    Label *m_sentence; // this and the others: children
    Label *m_reason;
    Label *m_advice;
    QHBoxLayout *m_buttons;
};

} // namespace pulse
