// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/linechart.h"
#include "app/views/elidinglabel.h"

namespace pulse {

/// A chart with its title on a slightly raised surface; on the right of the title a remark, where there is one.
class Panel : public QWidget
{
    Q_OBJECT

public:
    Panel(const QString &title, const Theme &theme, QWidget *parent = nullptr);

    LineChart &chart() { return *m_chart; }
    void setRemark(const QString &text);
    void setTheme(const Theme &theme);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ElidingLabel *m_title; // this and the others: children
    ElidingLabel *m_remark;
    LineChart *m_chart;
    Theme m_theme;
};

} // namespace pulse
