// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/chart.h"
#include "app/style/adaptive.h"
#include "app/widgets/pushbutton.h"

namespace pulse {

/// The names, colours and newest values of a chart's lines in one row. Those that do not fit are behind a button
/// "+5 more", which lists them.
class ChartLegend : public Adaptive<>
{
    Q_OBJECT

public:
    explicit ChartLegend(QWidget *parent);

    void setEntries(const QList<LegendEntry> &entries);
    QStringList texts() const; ///< of the entries in the row: "CPU 7 100.0"

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void allRequested(); ///< by the button, which opens no list if this is connected

protected:
    void retranslate() override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void layOut();
    qsizetype fitting(double room) const;
    double widthOf(const LegendEntry &entry) const;
    void showMore();

    QList<LegendEntry> m_entries;
    qsizetype m_shown = 0; // of the entries
    PushButton *m_more;    // a child
};

} // namespace pulse
