// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/style/adaptive.h"

#include <QAbstractButton>
#include <QList>

namespace pulse {

/// One of several choices, of which exactly one is checked. Subclasses paint it.
class ChoiceButton : public Adaptive<QAbstractButton>
{
    Q_OBJECT

public:
    explicit ChoiceButton(QWidget *parent);

protected:
    bool hasFocusRing() const { return m_isFocusedByKeyboard && hasFocus(); } ///< the focus was set by the keyboard
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;

private:
    bool m_isFocusedByKeyboard = false;
};

/// Choices in a row or in a column: Tab moves to the chosen one; the arrow keys, Home and End choose another.
class ChoiceBar : public Adaptive<>
{
    Q_OBJECT

public:
    explicit ChoiceBar(QWidget *parent);

    int count() const { return static_cast<int>(m_buttons.size()); }
    int currentIndex() const { return m_current; } ///< -1: nothing is chosen

Q_SIGNALS:
    /// Emitted when the user chooses.
    void activated(int index);

protected:
    void addChoice(ChoiceButton *button);
    void removeChoices();
    ChoiceButton *choice(int index) const { return m_buttons[index]; }
    void setCurrentIndex(int index);
    void keyPressEvent(QKeyEvent *event) override;

private:
    void activate(int index);

    QList<ChoiceButton *> m_buttons; // children
    int m_current = -1;
};

} // namespace pulse
