// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/keptprocess.h"
#include "common/results/failure.h"
#include "runtime/core/callboard.h"

#include <chrono>

namespace pulse {

/// How a run of the worker ended, and what that means for the pass that it interrupted.
struct WorkerEnd
{
    ProcessEnd process;
    bool hasTimedOut = false; ///< this process killed it, because a pass took too long or it did not respond

    bool isOutOfMemory() const;
    QString restartReason() const; ///< "timeout", "memory", "crash" or "exit"
    QString description() const;   ///< the end of a sentence about the worker: "was killed by signal 9", …
    Outcome outcome() const;       ///< of the interrupted pass
    /// Returns the failure of the current pass on the board.
    Failure failure(const CallBoard &board, std::chrono::milliseconds handlerTimeout) const;
};

} // namespace pulse
