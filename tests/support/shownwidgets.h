// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/charts/linechart.h"
#include "app/widgets/elidinglabel.h"

#include <QLabel>

#include <algorithm>

namespace pulse::test {

/// Returns whether a visible label of the window contains the text.
inline bool showsText(const QWidget &window, const QString &text)
{
    const auto containsIt = [&](const auto *label) { return label->isVisible() && label->text().contains(text); };
    return std::ranges::any_of(window.findChildren<ElidingLabel *>(), containsIt) ||
           std::ranges::any_of(window.findChildren<QLabel *>(), containsIt);
}

/// Returns the visible chart whose title starts with that text; nullptr if there is none.
template <class Kind = LineChart>
Kind *visibleChart(const QWidget &window, const QString &title)
{
    const QList<Kind *> charts = window.findChildren<Kind *>();
    const auto found = std::ranges::find_if(
        charts, [&](const Kind *chart) { return chart->isVisible() && chart->accessibleName().startsWith(title); });
    return found == charts.end() ? nullptr : *found;
}

} // namespace pulse::test
