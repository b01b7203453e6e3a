// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/pages/emptypage.h"
#include "app/pages/failurelist.h"
#include "app/state/failuresmodel.h"
#include "app/widgets/factgrid.h"

#include <QWidget>

#include <optional>

class QLabel;
class QStackedWidget;

namespace pulse {

/// What the runtime says of the function: how its calls go, and those that failed.
class FunctionPage : public QWidget
{
    Q_OBJECT

public:
    explicit FunctionPage(const Theme &theme, QWidget *parent = nullptr);

    void showReport(const FunctionReport &report);
    /// `now`: by the runtime's clock, ms since epoch; nothing: that is not known, so times are shown as it wrote them.
    void showTimes(std::optional<qint64> now);
    /// Why the function is not called or is an old one, or why nothing is known; empty where all is well.
    static QString notice(const FunctionReport &report);
    void setTheme(const Theme &theme);

Q_SIGNALS:
    void momentWanted(qint64 time); ///< ms since epoch: when the chosen call failed

protected:
    void showEvent(QShowEvent *event) override;

private:
    void setUpLayout();
    void showFacts();
    void showNotice();

    FunctionReport m_report;
    Theme m_theme;
    std::optional<qint64> m_now;

    QStackedWidget *m_stack; // this and the others: children
    FactGrid *m_facts;
    QLabel *m_notice;
    FailureList *m_failures;
    EmptyPage *m_empty;
};

} // namespace pulse
