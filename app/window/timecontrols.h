// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/state/timewindow.h"
#include "app/style/adaptive.h"

namespace pulse {

class BackToLive;
class PauseButton;
class SegmentedControl;

/// How much time the charts show, and whether it goes on: lengths to choose from, pause and resume, and while paused
/// since when, with the way back.
class TimeControls : public Adaptive<>
{
    Q_OBJECT

public:
    /// `window` outlives the controls.
    TimeControls(TimeWindow &window, QWidget *parent = nullptr);

protected:
    void retranslate() override;

private:
    void showWindow();

    TimeWindow &m_window;
    BackToLive *m_back; // this and the others: children
    SegmentedControl *m_lengths;
    PauseButton *m_pause;
};

} // namespace pulse
