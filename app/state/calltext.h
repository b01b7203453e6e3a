// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QString>

namespace pulse {

/// Durations of calls as texts for users.
class CallText
{
    Q_DECLARE_TR_FUNCTIONS(CallText)

public:
    /// With two or three significant digits: "0.42 ms", "12.3 ms", "1.20 s".
    static QString duration(double seconds);
};

} // namespace pulse
