// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/state/dashboardstate.h"

#include <QWidget>

namespace pulse {

class StatusChip;
class TitleButton;

/// The line at the top: the title and the state of the source.
class Header : public QWidget
{
    Q_OBJECT

public:
    explicit Header(QWidget *parent = nullptr);

    TitleButton &title() const { return *m_title; }
    void showState(const DashboardState &state);

private:
    TitleButton *m_title; // this and the following are children
    StatusChip *m_chip;
};

} // namespace pulse
