// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/pages/emptypage.h"
#include "app/pages/failurelist.h"
#include "app/pages/page.h"
#include "app/state/failuresmodel.h"
#include "app/widgets/factgrid.h"

#include <optional>

class QStackedWidget;

namespace pulse {

class Label;

/// What the runtime says of the function: how its calls go, and those that failed.
class FunctionPage : public Page
{
    Q_OBJECT

public:
    static QString id() { return u"function"_s; }
    FunctionPage(DashboardState &state, ChartLink &link, QWidget *parent = nullptr);
    explicit FunctionPage(QWidget *parent = nullptr);

    QString title() const override;
    RailIcon icon() const override { return RailIcon::Braces; }
    QList<Sheet::Row> help() const override;
    void showState(const DashboardState &state) override;
    bool hasContent(const DashboardState &state) const override;
    int badge(const DashboardState &state) const override;

    void showReport(const FunctionReport &report);
    /// `now`: by the runtime's clock, ms since epoch; nothing: that is not known, so times are shown as it wrote them.
    void showTimes(std::optional<qint64> now);
    /// Why the function is not called or is an old one, or why nothing is known; empty where all is well.
    static QString notice(const FunctionReport &report);

protected:
    void applyTheme() override;
    void retranslate() override;
    void showEvent(QShowEvent *event) override;

private:
    void setUpLayout();
    void showFacts();
    void showNotice();

    FunctionReport m_report;
    std::optional<qint64> m_now;

    QStackedWidget *m_stack; // this and the others: children
    FactGrid *m_facts;
    Label *m_notice;
    FailureList *m_failures;
    EmptyPage *m_empty;
};

} // namespace pulse
