// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/state/timewindow.h"
#include "app/style/theme.h"

#include <QWidget>

namespace pulse {

class BackToLive;
class PauseButton;
class SegmentedControl;

/// How much time the charts show, and whether it goes on: lengths to choose from, pause and resume, and while paused
/// since when, with the way back.
class TimeControls : public QWidget
{
    Q_OBJECT

public:
    /// `window` outlives the controls.
    TimeControls(TimeWindow &window, const Theme &theme, QWidget *parent = nullptr);

    void setTheme(const Theme &theme);

private:
    void showWindow();

    TimeWindow &m_window;
    BackToLive *m_back; // this and the others: children
    SegmentedControl *m_lengths;
    PauseButton *m_pause;
};

} // namespace pulse
