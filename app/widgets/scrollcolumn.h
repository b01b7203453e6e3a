// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/style/theme.h"

#include <QScrollArea>

namespace pulse {

/// A page that scrolls up and down where it does not fit, without a frame and on the window's own background.
class ScrollColumn : public QScrollArea
{
    Q_OBJECT

public:
    explicit ScrollColumn(QWidget *content, QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
};

} // namespace pulse
