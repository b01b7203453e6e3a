// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/linechart.h"
#include "app/views/elidinglabel.h"
#include "app/views/surface.h"

class QHBoxLayout;

namespace pulse {

/// Something with its title on a slightly raised surface; on the right of the title a remark, where there is one.
class Panel : public Surface
{
    Q_OBJECT

public:
    /// `content` becomes a child and gets the title as its accessible name.
    Panel(const QString &title, QWidget *content, const Theme &theme, QWidget *parent = nullptr);

    void setTitle(const QString &title);
    void setRemark(const QString &text);
    void setTheme(const Theme &theme) override;

private:
    ElidingLabel *m_title; // this and the others: children
    ElidingLabel *m_remark;
    QWidget *m_content;
};

/// A chart with its title.
class ChartPanel : public Panel
{
    Q_OBJECT

public:
    ChartPanel(const QString &title, const Theme &theme, QWidget *parent = nullptr);

    LineChart &chart() { return *m_chart; }
    void setTheme(const Theme &theme) override;

private:
    ChartPanel(const QString &title, LineChart *chart, const Theme &theme, QWidget *parent);

    LineChart *m_chart; // child
};

} // namespace pulse
