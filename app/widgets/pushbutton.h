// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPushButton>

namespace pulse {

/// A button of the window, with a chevron beside the text if it has a menu. If it has the focus, Return and Space press
/// it, although Space has another meaning elsewhere in the window.
class PushButton : public QPushButton
{
    Q_OBJECT

public:
    using QPushButton::QPushButton;

    QSize sizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
};

/// Returns whether a button has to accept this event, so that Space is sent to it and not to a shortcut.
bool acceptsSpace(const QEvent &event);
bool isReturn(const QKeyEvent &event); ///< Return or Enter, which also press buttons

} // namespace pulse
