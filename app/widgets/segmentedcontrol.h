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

    /// Chooses the first one; as many as before only get other texts.
    void setSegments(const QStringList &segments);
    int current() const { return currentIndex(); }
    /// -1: none of them. Emits nothing.
    void setCurrent(int index) { setCurrentIndex(index); }

Q_SIGNALS:
    void chosen(int index); ///< by the user

protected:
    void paintEvent(QPaintEvent *event) override;

private:
};

} // namespace pulse
