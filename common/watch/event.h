// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/results/failure.h"
#include "common/results/problem.h"
#include "common/watch/thresholdwatch.h"

#include <QList>

namespace pulse {

/// Something that happened, as a kind with arguments; views word it in the current language.
struct Event
{
    enum class Kind { Notice, Crossing, ConnectionLost, ConnectionBack, CallFailed, LoadFailed };

    qint64 time = 0; ///< ms since epoch
    Level level = Level::Normal;
    QString detail = {}; ///< the text of a notice, or the message of an error; empty: unknown
    Kind kind = Kind::Notice;
    QString subject = {};                 ///< of CallFailed: the type of the error, or the outcome if there is no type
    bool isOutcome = false;               ///< `subject` is an outcome
    Problem problem = {};                 ///< why the connection was lost
    QList<ThresholdEvent> crossings = {}; ///< one, or several that are reported together

    bool operator==(const Event &) const = default;

    /// Returns events for crossings, which are in the order of time. If three or more series of one family cross at the
    /// same time, they are one event, in the place of the first.
    static QList<Event> ofCrossings(const QList<ThresholdEvent> &crossings);
    static Event ofLostConnection(qint64 time, const Problem &why);
    static Event ofConnection(qint64 time); ///< the connection was restored
    static Event ofFailure(const Failure &failure);
    static Event ofLoadFailure(qint64 time,
                               const QString &reason); ///< the newest version of the function could not be loaded
};

} // namespace pulse
