// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/pages/chartlink.h"
#include "app/pages/chartpanel.h"
#include "app/pages/scene.h"
#include "app/state/cpumodel.h"
#include "app/widgets/itemview.h"
#include "app/widgets/segmentedcontrol.h"

#include <QLineEdit>

class QBoxLayout;

namespace pulse {

class HistoryDelegate;

/// Each CPU's measured usage and its moving average side by side: two charts, and a table that sorts and filters. The
/// charts show the CPUs that are selected in the table, or all that it lists.
class CpusPage : public QWidget
{
    Q_OBJECT

public:
    /// `store` has to outlive this.
    CpusPage(const SampleStore &store, ChartLink &link, const Theme &theme, QWidget *parent = nullptr);

    void show(const Scene &scene);
    void setTheme(const Theme &theme);
    /// Shows this CPU alone.
    void selectCpu(int cpu);

Q_SIGNALS:
    void changed(); ///< what is to be shown is another than before

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    static QList<SeriesKey> keysOf(const QList<int> &cpus, const QString &family, int window);

    void setUpTable();
    void setUpLayout();
    void chooseWindows(const SampleStore &store);
    QList<int> selectedCpus() const;
    QList<int> shownCpus() const;
    void select(const QList<int> &cpus);
    void setFilter(const QString &text);
    void showCount();

    CpuModel m_model;
    CpuProxy m_proxy;
    QList<int> m_windows;        // seconds
    int m_window = 0;            // the chosen one
    std::optional<int> m_wanted; // a CPU to select as soon as it is listed
    Theme m_theme;

    ChartPanel *m_usage; // this and the others: children
    ChartPanel *m_average;
    QBoxLayout *m_charts;
    QLineEdit *m_filter;
    ElidingLabel *m_count;
    SegmentedControl *m_windowChoice;
    ItemView *m_table;
    HistoryDelegate *m_delegate;
};

} // namespace pulse
