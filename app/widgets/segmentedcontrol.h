// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/widgets/choicebar.h"

#include <limits>

class QGridLayout;

namespace pulse {

/// A few short choices, one of which is chosen: "1m | 5m | 15m". They are side by side, or in several rows.
class SegmentedControl : public ChoiceBar
{
    Q_OBJECT

public:
    explicit SegmentedControl(QWidget *parent = nullptr);

    /// Chooses the first segment. If the number of segments is unchanged, only their texts change.
    void setSegments(const QStringList &segments);
    void setColumns(int columns);    ///< of the segments that are set later; initially one row
    void setFilling(bool isFilling); ///< whether the segments share the width that the control can get
    int current() const { return currentIndex(); }
    /// -1: none. Emits nothing.
    void setCurrent(int index) { setCurrentIndex(index); }

Q_SIGNALS:
    void chosen(int index); ///< the user chose a segment

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QGridLayout *m_layout;
    int m_columns = std::numeric_limits<int>::max();
};

} // namespace pulse
