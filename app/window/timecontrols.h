// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/state/timewindow.h"
#include "app/style/adaptive.h"

class QBoxLayout;

namespace pulse {

class BackToLive;
class PauseButton;
class SegmentedControl;

/// Controls of the time range: its length, pause and resume, and while it is paused the time of its end and a button
/// that returns to live. In a narrow window they have its whole width.
class TimeControls : public Adaptive<>
{
    Q_OBJECT

public:
    /// `window` has to outlive the controls.
    TimeControls(TimeWindow &window, QWidget *parent = nullptr);

protected:
    void applyTheme() override;
    void retranslate() override;

private:
    void showWindow();

    TimeWindow &m_window;
    BackToLive *m_back; // this and the following are children
    SegmentedControl *m_lengths;
    PauseButton *m_pause;
    QBoxLayout *m_layout;
};

} // namespace pulse
