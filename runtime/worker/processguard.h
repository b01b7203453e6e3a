// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runtime/worker/owndescriptors.h"
#include "runtime/worker/standardstreams.h"

#include <sys/types.h>

namespace pulse {

/// Records the state of this process before it runs the user's code. After that code ran, `check` restores what it
/// changed, or ends the process if it cannot continue or is a fork that returned from the user's code.
class ProcessGuard
{
public:
    ProcessGuard();

    void check() const;
    void restoreStreams() const { m_streams.restore(); }
    /// Ends this process with `lostDescriptorsExitCode`.
    [[noreturn]] static void endForLostDescriptors();

private:
    StandardStreams m_streams;
    OwnDescriptors m_descriptors; // includes the copies in m_streams
    pid_t m_pid;
};

} // namespace pulse
