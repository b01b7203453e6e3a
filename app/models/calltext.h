// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>

namespace pulse {

/// Times and durations of calls, for people.
class CallText
{
    Q_DECLARE_TR_FUNCTIONS(CallText)

public:
    /// In the user's clock: "14:03:22", of another day with the date before it. `milliseconds` since epoch.
    static QString time(qint64 milliseconds);
    /// With two or three digits that count: "0.42 ms", "12.3 ms", "1.20 s".
    static QString duration(double seconds);
};

} // namespace pulse
