// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/widgets/surface.h"

class QBoxLayout;
class QLabel;
class QPushButton;

namespace pulse {

/// Above the views while what they show is old: why that is, what to do about it, and buttons, if there are any.
class AlarmBar : public Surface
{
    Q_OBJECT

public:
    explicit AlarmBar(const Theme &theme, QWidget *parent = nullptr);

    /// Without a sentence it is hidden.
    void setAlarm(const QString &sentence, const QString &detail, const QColor &color);
    QPushButton *addButton(const QString &text);
    void setTheme(const Theme &theme) override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    QLabel *m_sentence; // this and the others: children
    QLabel *m_detail;
    QBoxLayout *m_layout;
    QBoxLayout *m_buttons;
    QColor m_color;
};

} // namespace pulse
