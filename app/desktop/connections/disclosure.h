// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/style/adaptive.h"

#include <QAbstractButton>

namespace pulse {

/// A title that shows and hides what is below it. It is checked while that is shown.
class Disclosure : public Adaptive<QAbstractButton>
{
    Q_OBJECT

public:
    Disclosure(const QString &title, QWidget *parent);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
};

} // namespace pulse
