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

    QSize sizeHint() const override { return {28, 28}; }

protected:
    void retranslate() override;
    void paintEvent(QPaintEvent *event) override;
};

} // namespace pulse
