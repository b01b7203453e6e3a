// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/pages/page.h"
#include "app/state/timewindow.h"

#include <QStringList>

#include <optional>

namespace pulse {

/// The names of ranges and themes in links and settings, in the order of the values.
QStringList rangeNames(); ///< "auto", which follows the data, and those of TimeWindow::lengths(): "1m", "5m", …
QStringList themeNames(); ///< of ThemeChoice: "auto", "light", "dark"
/// Returns the length at a position in rangeNames(); nothing: it follows the data.
std::optional<TimeWindow::Duration> rangeLength(qsizetype place);
/// Returns the position in rangeNames(); -1: users cannot choose that length.
qsizetype rangePlace(std::optional<TimeWindow::Duration> length);

/// The view, the time range and the output that a link describes.
struct ViewLink
{
    int page = 0;                                    ///< of pageEntries()
    std::optional<TimeWindow::Duration> length = {}; ///< nothing: it follows the data
    QString output = {};                             ///< its key, if there are several; empty: any

    bool operator==(const ViewLink &) const = default;

    /// "view=cpus&range=15m&output=results"; a length that users cannot choose is omitted.
    QString text() const;
    /// Parses such a text. Missing or invalid parts are taken from `otherwise`.
    static ViewLink read(const QString &text, const ViewLink &otherwise);
};

} // namespace pulse
