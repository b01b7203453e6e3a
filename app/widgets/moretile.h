// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/style/theme.h"
#include "app/widgets/pushbutton.h"

namespace pulse {

/// Among tiles, a button that says how many more numbers there are.
class MoreTile : public PushButton
{
    Q_OBJECT

public:
    MoreTile(const Theme &theme, QWidget *parent);

    void setCount(int count);
    int count() const { return m_count; }
    void setTheme(const Theme &theme);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Theme m_theme;
    int m_count = 0;
};

} // namespace pulse
