// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/pages/chartgrid.h"
#include "app/pages/page.h"

namespace pulse {

class EmptyPage;

/// The machine's measurements.
class SystemPage : public Page
{
    Q_OBJECT

public:
    static QString id() { return u"system"_s; }
    SystemPage(DashboardState &state, ChartLink &link, QWidget *parent = nullptr);

    QString title() const override;
    QPainterPath icon() const override { return RailIcon::pulse(); }
    QList<Sheet::Row> help() const override;
    void showState(const DashboardState &state) override;

private:
    ChartGrid *m_system; // this and the following are children
    ElidingLabel *m_problem;
    EmptyPage *m_empty;
};

} // namespace pulse
