// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runtime/worker/owndescriptors.h"
#include "runtime/worker/standardstreams.h"

#include <sys/types.h>

namespace pulse {

/// What this process was before it ran any of the user's code: make it before. After that code ran, `check` repairs
/// what it changed, or ends the process, if it cannot continue or is a fork that the user's code let return.
class ProcessGuard
{
public:
    ProcessGuard();

    void check() const;
    void restoreStreams() const { m_streams.restore(); }
    /// With `lostDescriptorsExitCode`.
    [[noreturn]] static void endForLostDescriptors();

private:
    StandardStreams m_streams;
    OwnDescriptors m_descriptors; // the streams' copies are among them
    pid_t m_pid;
};

} // namespace pulse
