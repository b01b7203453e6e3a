// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/style/adaptive.h"

#include <QCheckBox>

namespace pulse {

/// A check box whose border can be seen in both themes, unlike that of the platform's style. Its text is wrapped if it
/// does not fit.
class CheckBox : public Adaptive<QCheckBox>
{
    Q_OBJECT

public:
    CheckBox(const QString &text, QWidget *parent);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    int heightForWidth(int width) const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool hitButton(const QPoint &position) const override { return rect().contains(position); }
};

} // namespace pulse
