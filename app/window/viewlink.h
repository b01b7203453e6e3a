// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/pages/page.h"
#include "app/state/timewindow.h"

#include <QStringList>

namespace pulse {

/// The names of ranges and themes in links and settings, in the order of the values.
QStringList rangeNames(); ///< of TimeWindow::lengths(): "1m", "5m", …
QStringList themeNames(); ///< of ThemeChoice: "auto", "light", "dark"

/// The view and the time range that a link describes.
struct ViewLink
{
    int page = 0; ///< of pageEntries()
    TimeWindow::Duration length = std::chrono::minutes(5);

    bool operator==(const ViewLink &) const = default;

    /// "view=cpus&range=15m"; a length that users cannot choose is omitted.
    QString text() const;
    /// Parses such a text. Missing or invalid parts are taken from `otherwise`.
    static ViewLink read(const QString &text, const ViewLink &otherwise);
};

} // namespace pulse
