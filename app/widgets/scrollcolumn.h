// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/style/adaptive.h"

#include <QScrollArea>

namespace pulse {

/// A page that scrolls vertically if it does not fit, without a frame and on the window's background.
class ScrollColumn : public Adaptive<QScrollArea>
{
    Q_OBJECT

public:
    explicit ScrollColumn(QWidget *content, QWidget *parent = nullptr);

protected:
    void applyTheme() override;
};

} // namespace pulse
