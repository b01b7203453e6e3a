// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/style/theme.h"

#include <QAbstractButton>

namespace pulse {

/// A cross.
class CloseButton : public QAbstractButton
{
    Q_OBJECT

public:
    explicit CloseButton(const Theme &theme, QWidget *parent = nullptr);

    void setTheme(const Theme &theme);
    QSize sizeHint() const override { return {28, 28}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Theme m_theme;
};

} // namespace pulse
