// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/pages/chartgrid.h"

namespace pulse {

class EmptyPage;
class ScrollColumn;

/// The machine's own measurements, and below them all numbers in the results that have no known meaning.
class SystemPage : public QWidget
{
    Q_OBJECT

public:
    SystemPage(ChartLink &link, const Theme &theme, QWidget *parent = nullptr);

    /// `inputProblem`: why the measurements cannot be read; empty where they can.
    void show(const Scene &scene, const QString &inputProblem);
    void scrollToOtherNumbers();
    void setTheme(const Theme &theme);

private:
    ChartGrid *m_system; // this and the others: children
    ElidingLabel *m_otherTitle;
    ChartGrid *m_other;
    ElidingLabel *m_problem;
    EmptyPage *m_empty;
    ScrollColumn *m_scroll;
};

} // namespace pulse
