// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <filesystem>

namespace pulse {

/// Decides how long to poll for a reply before sleeping until it arrives. To wake up takes 20 to 50 us, which is longer
/// than a server on the same machine needs; polling for one that needs longer only costs processor time.
class ReplyPoll
{
public:
    /// 0: never poll.
    explicit ReplyPoll(std::chrono::microseconds longest);

    /// Returns the longest time to poll for the next reply; 0: sleep at once.
    std::chrono::microseconds next();
    void record(bool hasArrived); ///< whether the reply arrived within the time that `next` returned

private:
    std::chrono::microseconds m_longest;
    int m_misses = 0; // in a row
    int m_skip = 0;   // replies for which it does not poll
};

/// Returns how many CPUs this process may use at a time, by its affinity and the quota of its control group (version 2
/// or 1); `cgroups` is where these are mounted.
double usableCpus(const std::filesystem::path &cgroups = "/sys/fs/cgroup");

} // namespace pulse
