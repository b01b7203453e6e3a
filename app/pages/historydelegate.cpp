// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/historydelegate.h"

#include "app/charts/sparkline.h"
#include "app/state/cpumodel.h"
#include "app/style/theme.h"

#include <QPainter>

namespace pulse {

HistoryDelegate::HistoryDelegate(QObject *parent)
    : QStyledItemDelegate(parent)
{
}

void HistoryDelegate::setTime(TimeRange range, qint64 longestGap)
{
    m_range = range;
    m_longestGap = longestGap;
}

void HistoryDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    const auto values = index.data(CpuModel::HistoryRole).value<QList<TimedValue>>();
    const QRectF area = QRectF(option.rect).adjusted(8, 4, -8, -4);
    paintSparkline(*painter, area, values, {m_range.from, m_range.to, 0, 100, m_longestGap},
                   lineColor(index.data(CpuModel::CpuRole).toInt()));
}

} // namespace pulse
