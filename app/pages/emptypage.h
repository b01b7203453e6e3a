// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/style/theme.h"

#include <QWidget>

class QHBoxLayout;
class QLabel;
class QPushButton;

namespace pulse {

/// What stands in the middle while there is nothing to show: a sentence and, dimmed, the reason and what to do; below
/// them buttons, if there are any.
class EmptyPage : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyPage(const Theme &theme, QWidget *parent = nullptr);

    void setText(const QString &sentence, const QString &reason, const QString &advice = {});
    QString text() const; ///< all of it, as sentences
    QPushButton *addButton(const QString &text);
    void setTheme(const Theme &theme);

private:
    QLabel *m_sentence; // this and the others: children
    QLabel *m_reason;
    QLabel *m_advice;
    QHBoxLayout *m_buttons;
};

} // namespace pulse
