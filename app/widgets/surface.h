// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/style/theme.h"

#include <QWidget>

namespace pulse {

/// A slightly raised, rounded background for what belongs together.
class Surface : public QWidget
{
    Q_OBJECT

public:
    explicit Surface(const Theme &theme, QWidget *parent = nullptr);

    const Theme &theme() const { return m_theme; }
    virtual void setTheme(const Theme &theme);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Theme m_theme;
};

} // namespace pulse
