// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/state/dashboardstate.h"
#include "app/widgets/labelbutton.h"

namespace pulse {

class StatusDetails;

/// The state of the source in one line: a disc while new results arrive, otherwise a ring; a word and how often results
/// arrive. It opens details of the source.
class StatusChip : public LabelButton
{
    Q_OBJECT

public:
    explicit StatusChip(QWidget *parent);

    void showState(const DashboardState &state);

protected:
    void retranslate() override;
    void paintIcon(QPainter &painter) const override;

private:
    Tone m_tone = Tone::Dim;
    bool m_isFull = false;
    StatusDetails *m_details; // a child
};

} // namespace pulse
