// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/results/failure.h"
#include "common/results/problem.h"
#include "common/watch/thresholdwatch.h"

namespace pulse {

/// Something that happened, as what it is: a view makes a text of it.
struct Event
{
    enum class Kind { Notice, Crossing, ConnectionLost, ConnectionBack, CallFailed, LoadFailed };

    qint64 time = 0; ///< ms since epoch
    Level level = Level::Normal;
    QString detail = {}; ///< a notice's text, or the error's message; empty: not known
    Kind kind = Kind::Notice;
    QString subject = {};   ///< of a call that failed: the error's type, or its outcome where there is none
    bool isOutcome = false; ///< the subject is one
    Problem problem = {};   ///< why the connection was lost
    QList<ThresholdEvent> crossings = {}; ///< one, or several that are alike

    bool operator==(const Event &) const = default;

    /// The crossings of one result, in their order. Three and more series of one kind that cross at once are one event,
    /// in the place of the first.
    static QList<Event> ofCrossings(const QList<ThresholdEvent> &crossings);
    static Event ofLostConnection(qint64 time, const Problem &why);
    static Event ofConnection(qint64 time); ///< that is back
    static Event ofFailure(const Failure &failure);
    static Event ofLoadFailure(qint64 time, const QString &reason); ///< of the function's newest version
};

} // namespace pulse
