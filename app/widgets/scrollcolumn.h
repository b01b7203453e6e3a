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
    /// In a narrow window, the scroll bar is beside the content, or above the right margins of its panels, which then
    /// have the whole width.
    enum class Bar { Beside, AbovePanels };

    explicit ScrollColumn(QWidget *content, QWidget *parent = nullptr, Bar bar = Bar::AbovePanels);

protected:
    void applyTheme() override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void placeBar();

    Bar m_bar;
};

} // namespace pulse
