// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/worker/processguard.h"

#include "runtime/core/workerreport.h"

#include <unistd.h>

namespace pulse {

ProcessGuard::ProcessGuard()
    : m_pid(::getpid())
{
}

void ProcessGuard::check() const
{
    if (::getpid() != m_pid)
        ::_exit(0); // the parent continues
    m_streams.restore();
    if (!m_descriptors.areIntact())
        endForLostDescriptors();
}

void ProcessGuard::endForLostDescriptors()
{
    ::_exit(lostDescriptorsExitCode);
}

} // namespace pulse
