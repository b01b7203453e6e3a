// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/pages/emptypage.h"
#include "app/pages/failurelist.h"
#include "app/pages/page.h"
#include "app/widgets/factgrid.h"

#include <QSet>

#include <optional>

class QPushButton;
class QStackedWidget;

namespace pulse {

class CallPanel;
class Label;

/// The runtime's report about the function: statistics of its calls, their durations over time, and those that failed.
/// The badge counts the failures since the page was last shown.
class FunctionPage : public Page
{
    Q_OBJECT

public:
    static QString id() { return u"function"_s; }
    FunctionPage(DashboardState &state, ChartLink &link, QWidget *parent = nullptr);
    explicit FunctionPage(QWidget *parent = nullptr);

    QString title() const override;
    QPainterPath icon() const override { return RailIcon::braces(); }
    QList<Sheet::Row> help() const override;
    void showState(const DashboardState &state) override;
    bool hasContent(const DashboardState &state) const override;
    int badge(const DashboardState &state) const override;

    void showReport(const FunctionReport &report);
    void showRecentCalls(const RecentCalls &recent);
    /// `now`: ms since epoch, by the runtime's clock; nothing: unknown, so absolute times are shown.
    void showTimes(std::optional<qint64> now);
    /// Why the function is not called or not the newest, or why nothing is known; empty: no problem.
    static QString notice(const FunctionReport &report);

protected:
    void applyTheme() override;
    void retranslate() override;
    void showEvent(QShowEvent *event) override;

private:
    void setUpLayout();
    QWidget *actions();
    void showActions();
    void showFacts();
    void showNotice();

    FunctionReport m_report;
    RecentCalls m_recent;
    std::optional<qint64> m_now;
    bool m_canRun = false;       // the user can choose the function
    QSet<qint64> m_seenFailures; // times, ms since epoch

    QStackedWidget *m_stack; // this and the following are children
    FactGrid *m_facts;
    QPushButton *m_run;
    QPushButton *m_save;
    QPushButton *m_copyPath;
    QWidget *m_actions;
    Label *m_notice;
    CallPanel *m_calls;
    FailureList *m_failures;
    EmptyPage *m_empty;
};

} // namespace pulse
