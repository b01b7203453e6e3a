// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/style/adaptive.h"

class QBoxLayout;
class QPushButton;

namespace pulse {

class Label;

/// A text in the middle of the window while there are no data: a sentence and, dimmed, the reason and what to do; below
/// them buttons, if any, which are below each other in a narrow window.
class EmptyPage : public Adaptive<>
{
    Q_OBJECT

public:
    explicit EmptyPage(QWidget *parent = nullptr);

    void setText(const QString &sentence, const QString &reason, const QString &advice = {});
    QString text() const; ///< the complete text, as sentences
    QPushButton *addButton(const QString &text);

protected:
    void applyTheme() override;

private:
    Label *m_sentence; // this and the following are children
    Label *m_reason;
    Label *m_advice;
    QBoxLayout *m_buttons;
};

} // namespace pulse
