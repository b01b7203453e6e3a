// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/results/functionstatus.h"
#include "common/watch/thresholdwatch.h"

#include <QCoreApplication>

#include <functional>

namespace pulse {

/// A value with its unit, as it is shown everywhere: "84.2 %".
using ValueFormatter = std::function<QString(double value, const QString &unit)>;

/// What happened in words.
class EventTexts
{
    Q_DECLARE_TR_FUNCTIONS(EventTexts)

public:
    /// The crossings of one result, in their order: "CPU 3 above 80 %: 84.2 %". Three and more series of one kind that
    /// cross at once are one event, in the place of the first: "12 CPUs above 80 %, up to 97.3 %".
    static QList<Event> ofCrossings(const QList<ThresholdEvent> &crossings, const ValueFormatter &format);
    static Event ofLostConnection(qint64 time, const QString &reason);
    static Event ofConnection(qint64 time); ///< that is back
    static Event ofFailure(const Failure &failure);
    static Event ofLoadFailure(qint64 time, const QString &reason); ///< of the function's newest version
};

} // namespace pulse
