// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/widgets/surface.h"

class QBoxLayout;
class QPushButton;

namespace pulse {

class Label;

/// A bar above the views while their data are old: the reason, what to do about it, and buttons, if any.
class AlarmBar : public Surface
{
    Q_OBJECT

public:
    explicit AlarmBar(QWidget *parent = nullptr);

    /// An empty sentence hides the bar.
    void setAlarm(const QString &sentence, const QString &detail, Tone tone);
    QPushButton *addButton(const QString &text);

protected:
    void applyTheme() override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    Label *m_sentence; // this and the following are children
    Label *m_detail;
    QBoxLayout *m_layout;
    QBoxLayout *m_buttons;
    Tone m_tone = Tone::Warning; // of the stripe
};

} // namespace pulse
