// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/linechart.h"
#include "app/widgets/panel.h"

namespace pulse {

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
