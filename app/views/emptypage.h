// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/theme.h"

#include <QWidget>

class QLabel;

namespace pulse {

/// What stands in the middle while there is nothing to show: a sentence and, dimmed, the reason.
class EmptyPage : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyPage(const Theme &theme, QWidget *parent = nullptr);

    void setText(const QString &sentence, const QString &reason);
    void setTheme(const Theme &theme);

private:
    QLabel *m_sentence; // this and the other: children
    QLabel *m_reason;
};

} // namespace pulse
