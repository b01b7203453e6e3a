// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/widgets/choicebar.h"

#include <QKeyEvent>

#include <algorithm>

namespace pulse {

ChoiceButton::ChoiceButton(QWidget *parent)
    : Adaptive(parent)
{
    setCheckable(true);
    setAttribute(Qt::WA_Hover); // repaints when the mouse enters or leaves
}

/// Leaves the arrow keys to the bar; the base class would only move the focus.
void ChoiceButton::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Space || event->key() == Qt::Key_Select)
        QAbstractButton::keyPressEvent(event);
    else
        event->ignore();
}

void ChoiceButton::focusInEvent(QFocusEvent *event)
{
    const Qt::FocusReason reason = event->reason();
    m_isFocusedByKeyboard =
        reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason || reason == Qt::OtherFocusReason;
    QAbstractButton::focusInEvent(event);
}

ChoiceBar::ChoiceBar(QWidget *parent)
    : Adaptive(parent)
{
}

void ChoiceBar::addChoice(ChoiceButton *button)
{
    const int index = count();
    m_buttons.append(button);
    connect(button, &QAbstractButton::clicked, this, [this, index] { activate(index); });
    setCurrentIndex(std::max(0, m_current));
}

void ChoiceBar::removeChoices()
{
    qDeleteAll(m_buttons);
    m_buttons.clear();
    m_current = -1;
}

/// If nothing is chosen, the first button accepts the focus, so that the keyboard can always reach the bar.
void ChoiceBar::setCurrentIndex(int index)
{
    m_current = index;
    for (int i = 0; i < count(); ++i) {
        m_buttons[i]->setChecked(i == index);
        m_buttons[i]->setFocusPolicy(i == std::max(0, index) ? Qt::TabFocus : Qt::NoFocus);
    }
}

void ChoiceBar::activate(int index)
{
    const bool changed = index != m_current;
    setCurrentIndex(index);
    if (changed)
        Q_EMIT activated(index);
}

void ChoiceBar::keyPressEvent(QKeyEvent *event)
{
    int next = m_current;
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Up:
        next = m_current - 1;
        break;
    case Qt::Key_Right:
    case Qt::Key_Down:
        next = m_current + 1;
        break;
    case Qt::Key_Home:
        next = 0;
        break;
    case Qt::Key_End:
        next = count() - 1;
        break;
    default:
        return QWidget::keyPressEvent(event);
    }
    next = std::clamp(next, 0, count() - 1);
    activate(next);
    m_buttons[next]->setFocus(Qt::OtherFocusReason);
}

} // namespace pulse
