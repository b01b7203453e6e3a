// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/worker/callfailure.h"

#include "runtime/worker/functionstate.h"

#include <QDateTime>

namespace pulse {

Failure failureOf(const CallOutcome &outcome, const QByteArray &input, std::chrono::nanoseconds duration)
{
    Failure failure;
    failure.time = QDateTime::currentMSecsSinceEpoch();
    failure.outcome = outcomeName(outcome.kind);
    failure.errorType = outcome.failure.type;
    failure.errorMessage = outcome.failure.message;
    failure.stackTrace = outcome.failure.trace;
    failure.inputDigest = QString::fromLatin1(inputDigest(input));
    failure.duration = std::chrono::duration<double>(duration).count();
    return failure;
}

} // namespace pulse
