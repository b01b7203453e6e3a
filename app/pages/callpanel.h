// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/pages/callchart.h"
#include "app/pages/seriespanel.h"

namespace pulse {

/// The durations of calls in the visible time range, with those that failed.
class CallPanel : public SeriesPanel
{
    Q_OBJECT

public:
    explicit CallPanel(QWidget *parent = nullptr);

    CallChart &chart() { return *m_chart; }
    void showState(const DashboardState &state); ///< hides the panel if no call is known
    QByteArray csv(const DashboardState &state) const override;

protected:
    void retranslate() override;

private:
    CallPanel(CallChart *chart, QWidget *parent);

    CallChart *m_chart; // a child
};

} // namespace pulse
