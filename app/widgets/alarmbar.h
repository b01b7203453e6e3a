// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/widgets/surface.h"

class QBoxLayout;
class QPushButton;

namespace pulse {

class Label;

/// Above the views while what they show is old: why that is, what to do about it, and buttons, if there are any.
class AlarmBar : public Surface
{
    Q_OBJECT

public:
    explicit AlarmBar(QWidget *parent = nullptr);

    /// Without a sentence it is hidden.
    void setAlarm(const QString &sentence, const QString &detail, Tone tone);
    QPushButton *addButton(const QString &text);

protected:
    void applyTheme() override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    Label *m_sentence; // this and the others: children
    Label *m_detail;
    QBoxLayout *m_layout;
    QBoxLayout *m_buttons;
    Tone m_tone = Tone::Warning; // of the stripe
};

} // namespace pulse
