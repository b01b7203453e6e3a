// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/pages/chartlink.h"
#include "app/pages/cpupanel.h"
#include "app/pages/page.h"
#include "app/state/cpumodel.h"
#include "app/widgets/itemview.h"
#include "app/widgets/segmentedcontrol.h"

#include <QLineEdit>

class QBoxLayout;

namespace pulse {

class CardDelegate;
class HistoryDelegate;
class Surface;
struct Card;

/// Each CPU's measured usage and its moving average side by side: two charts, and a table that sorts and filters. The
/// charts show the CPUs that are selected in the table, or all that it lists. On a narrow page, the table has a card
/// for each CPU.
class CpusPage : public Page
{
    Q_OBJECT

public:
    static QString id() { return u"cpus"_s; }
    /// Both have to outlive the page.
    CpusPage(DashboardState &state, ChartLink &link, QWidget *parent = nullptr);

    QString title() const override;
    QPainterPath icon() const override { return RailIcon::chip(); }
    QList<Sheet::Row> help() const override;
    void showState(const DashboardState &state) override;
    void reveal(std::optional<int> cpu) override; ///< selects this CPU only

protected:
    void applyTheme() override;
    void retranslate() override;
    void resizeEvent(QResizeEvent *event) override;

private:
    static QList<SeriesKey> keysOf(const QList<int> &cpus, const QString &family, int window);

    void setUpTable();
    void setUpLayout();
    void setCards(bool cards);
    void fitTable();
    Card cardOf(const QModelIndex &row) const;
    void markFilter(bool isValid);
    void nameWindows();
    void chooseWindows(const SampleStore &store);
    QList<int> selectedCpus() const;
    QList<int> shownCpus() const;
    void select(const QList<int> &cpus);
    void setFilter(const QString &text);
    void showCount();

    CpuModel m_model;
    CpuProxy m_proxy;
    QList<int> m_windows;             // seconds
    int m_window = 0;                 // s; the chosen one
    bool m_isFilterValid = true;      // the field contains a valid filter
    std::optional<int> m_cpuToSelect; // a CPU to select as soon as it is listed

    CpuPanel *m_usage; // this and the following are children
    CpuPanel *m_average;
    QBoxLayout *m_charts;
    Surface *m_list;
    QBoxLayout *m_tools;
    QLineEdit *m_filter;
    ElidingLabel *m_count;
    SegmentedControl *m_windowChoice;
    ItemView *m_table;
    HistoryDelegate *m_delegate;
    CardDelegate *m_cards;
};

} // namespace pulse
