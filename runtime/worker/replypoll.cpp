// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/worker/replypoll.h"

#include <algorithm>
#include <fstream>
#include <limits>
#include <sched.h>
#include <sstream>
#include <string>
#include <utility>

namespace pulse {
namespace {

constexpr int mostMisses = 8;
constexpr int skipped = 1000; // replies, until the next attempt
constexpr double enoughCpus = 2;
constexpr double noQuota = std::numeric_limits<double>::infinity();

double affinity()
{
    cpu_set_t cpus;
    return ::sched_getaffinity(0, sizeof cpus, &cpus) == 0 ? CPU_COUNT(&cpus) : noQuota;
}

/// Reads a quota and a period in us. Without a quota, the first one is "max", or -1 in version 1.
double quotaFrom(std::istream &&quota, std::istream &&period)
{
    double time = 0;
    double of = 0;
    return quota >> time && time > 0 && period >> of && of > 0 ? time / of : noQuota;
}

double quotaOfGroup(const std::filesystem::path &group)
{
    std::string time;
    std::string period;
    std::ifstream(group / "cpu.max") >> time >> period;
    return std::min(quotaFrom(std::istringstream(time), std::istringstream(period)),
                    quotaFrom(std::ifstream(group / "cpu.cfs_quota_us"), std::ifstream(group / "cpu.cfs_period_us")));
}

/// Returns the lowest quota of this process's group and those above it.
double quotaOfGroups(const std::filesystem::path &cgroups)
{
    double lowest = noQuota;
    std::ifstream groups("/proc/self/cgroup");
    for (std::string line; std::getline(groups, line);) { // ID:CONTROLLERS:/PATH; version 2 has no controllers
        const std::size_t first = line.find(':');
        const std::size_t second = line.find(':', first + 1);
        if (second == std::string::npos)
            continue;
        const std::string controllers = line.substr(first + 1, second - first - 1);
        for (std::filesystem::path path = line.substr(second + 1);; path = path.parent_path()) {
            lowest = std::min(lowest, quotaOfGroup(cgroups / controllers / path.relative_path()));
            if (!path.has_relative_path())
                break;
        }
    }
    return lowest;
}

} // namespace

double usableCpus(const std::filesystem::path &cgroups)
{
    // In a container, the groups of /proc/self/cgroup may be those of the host, and the root is the container's own.
    const double own = std::min(quotaOfGroup(cgroups), quotaOfGroup(cgroups / "cpu"));
    return std::min({affinity(), own, quotaOfGroups(cgroups)});
}

ReplyPoll::ReplyPoll(std::chrono::microseconds longest)
    : m_longest(usableCpus() < enoughCpus ? std::chrono::microseconds(0) : longest)
{
}

std::chrono::microseconds ReplyPoll::next()
{
    if (m_skip == 0)
        return m_longest;
    --m_skip;
    return {};
}

void ReplyPoll::record(bool hasArrived)
{
    m_misses = hasArrived ? 0 : m_misses + 1;
    if (m_misses < mostMisses)
        return;
    m_misses = mostMisses - 1; // one more miss is enough next time
    m_skip = skipped;
}

} // namespace pulse
