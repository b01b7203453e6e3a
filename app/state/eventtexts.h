// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/watch/event.h"
#include "common/watch/notificationpacer.h"

#include <QCoreApplication>

#include <functional>

namespace pulse {

/// Returns a value with its unit, as it is shown everywhere: "84.2%".
using ValueFormatter = std::function<QString(double value, const QString &unit)>;

/// Events in the language of the window.
class EventTexts
{
    Q_DECLARE_TR_FUNCTIONS(EventTexts)

public:
    /// "CPU 3 above 80%: 84.2%", "12 CPUs above 80%, up to 97.3%", "Connection lost: refused", …
    static QString of(const Event &event, const ValueFormatter &format);

    static QString title(const Notification &notification);
    /// Returns a line per event, and the number of events that are not listed.
    static QString text(const Notification &notification, const std::function<QString(const Event &)> &textOf);
};

} // namespace pulse
