// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

namespace pulse {

/// A button of the window. With the keyboard on it, it is pressed by Space, whatever that does elsewhere in the window,
/// and by Return.
class PushButton : public QPushButton
{
    Q_OBJECT

public:
    using QPushButton::QPushButton;

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
};

/// What buttons of all kinds do with the keyboard: whether they take the event, and whether it presses them.
bool takesSpace(const QEvent &event);
bool isReturn(const QKeyEvent &event);

} // namespace pulse
