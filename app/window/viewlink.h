// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/pages/page.h"
#include "app/state/timewindow.h"
#include "app/style/theme.h"

#include <QStringList>

namespace pulse {

/// How people and links call what the window can show, each list in the order of what it names.
QStringList rangeNames(); ///< of TimeWindow::lengths(): "1m", "5m", …
QStringList themeNames(); ///< of ThemeChoice: "auto", "light", "dark"

/// Which view the window shows, and how much time: what a link names.
struct ViewLink
{
    int page = 0; ///< of pageEntries()
    TimeWindow::Duration length = std::chrono::minutes(5);

    bool operator==(const ViewLink &) const = default;

    /// "view=cpus&range=15m"; a length that is none of those to choose from is left out.
    QString text() const;
    /// The same read again. What is not there, or means nothing, is as in `otherwise`.
    static ViewLink read(const QString &text, const ViewLink &otherwise);
};

} // namespace pulse
