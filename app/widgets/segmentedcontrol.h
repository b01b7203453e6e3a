// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/widgets/choicebar.h"

namespace pulse {

/// A few short choices side by side, one of which is chosen: "1m | 5m | 15m".
class SegmentedControl : public ChoiceBar
{
    Q_OBJECT

public:
    explicit SegmentedControl(QWidget *parent = nullptr);

    /// Chooses the first segment. If the number of segments is unchanged, only their texts change.
    void setSegments(const QStringList &segments);
    int current() const { return currentIndex(); }
    /// -1: none. Emits nothing.
    void setCurrent(int index) { setCurrentIndex(index); }

Q_SIGNALS:
    void chosen(int index); ///< the user chose a segment

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace pulse
