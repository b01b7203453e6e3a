// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/service/workerend.h"

#include "common/core/literals.h"
#include "runtime/core/timeoutmessages.h"
#include "runtime/core/workerreport.h"

#include <QDateTime>

namespace pulse {

bool WorkerEnd::isOutOfMemory() const
{
    return !hasTimedOut && process.kind == ProcessEnd::Kind::Exited && process.code == outOfMemoryExitCode;
}

QString WorkerEnd::restartReason() const
{
    if (hasTimedOut)
        return u"timeout"_s;
    if (isOutOfMemory())
        return u"memory"_s;
    return process.isSuccess() ? u"exit"_s : u"crash"_s;
}

QString WorkerEnd::description() const
{
    if (process.kind != ProcessEnd::Kind::Exited || process.code != lostDescriptorsExitCode)
        return process.toString();
    return u"lost its connections, since the function closed or replaced descriptors that are not its own,"_s;
}

Outcome WorkerEnd::outcome() const
{
    return hasTimedOut ? Outcome::TimedOut : Outcome::Crashed;
}

Failure WorkerEnd::failure(const CallBoard &board, std::chrono::milliseconds handlerTimeout) const
{
    Failure failure;
    failure.time = QDateTime::currentMSecsSinceEpoch();
    failure.duration = static_cast<double>(board.running().count()) / 1e9;
    failure.outcome = outcomeName(outcome());
    failure.errorType = hasTimedOut ? u"HandlerTimeout"_s : u"WorkerEnded"_s;
    QString tooLong = handlerTimeoutMessage(handlerTimeout);
    QString when = u"in the middle of a call"_s;
    if (board.page().phase == CallBoard::Waiting) {
        tooLong = handlerTimeoutMessage(handlerTimeout, u"a thread of the function kept the interpreter for longer"_s);
        when = u"before a call"_s;
    } else if (board.page().phase == CallBoard::SavingState) {
        tooLong = handlerTimeoutMessage(handlerTimeout, u"the call and saving context.env took longer"_s);
        when = u"while it saved context.env"_s;
    }
    failure.errorMessage = hasTimedOut ? tooLong : u"the worker %1 %2"_s.arg(description(), when);
    return failure;
}

} // namespace pulse
