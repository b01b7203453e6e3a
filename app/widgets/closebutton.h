// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/style/adaptive.h"

#include <QAbstractButton>

namespace pulse {

/// A button with a cross.
class CloseButton : public Adaptive<QAbstractButton>
{
    Q_OBJECT

public:
    explicit CloseButton(QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void retranslate() override;
    void paintEvent(QPaintEvent *event) override;
};

} // namespace pulse
