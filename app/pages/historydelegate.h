// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/state/timerange.h"

#include <QStyledItemDelegate>

namespace pulse {

/// Draws the history of a CPU (CpuModel) as a small line in its cell, from 0 to 100 %, in the colour of the CPU.
class HistoryDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit HistoryDelegate(QObject *parent = nullptr);

    /// Values further apart than `longestGap` (ms) are not connected.
    void setTime(TimeRange range, qint64 longestGap);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    TimeRange m_range;
    qint64 m_longestGap = 0;
};

} // namespace pulse
