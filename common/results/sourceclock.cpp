// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/results/sourceclock.h"

#include <algorithm>
#include <vector>

namespace pulse {
namespace {

constexpr std::size_t recordsLookedAt = 20;

} // namespace

void SourceClock::addLive(qint64 time, const ClockReading &arrival)
{
    m_newest = time;
    setAge(0, arrival);
    m_leads.push_back(arrival.steady - time);
    if (m_leads.size() > recordsLookedAt)
        m_leads.pop_front();
}

void SourceClock::addPast(qint64 time, const ClockReading &arrival)
{
    m_newest = time;
    if (!m_since)
        setAge({}, arrival);
}

void SourceClock::setAge(std::optional<qint64> age, const ClockReading &now)
{
    m_age = age;
    m_since = now.steady;
}

std::optional<qint64> SourceClock::age(const ClockReading &now) const
{
    return m_age ? std::optional(leastAge(now)) : std::nullopt;
}

qint64 SourceClock::leastAge(const ClockReading &now) const
{
    return m_age.value_or(0) + now.steady - m_since.value_or(now.steady);
}

std::optional<qint64> SourceClock::sourceTime(const ClockReading &now) const
{
    if (const std::optional<qint64> lead = medianLead())
        return now.steady - *lead;
    return m_newest && m_age ? std::optional(*m_newest + leastAge(now)) : std::nullopt;
}

std::optional<qint64> SourceClock::offset(const ClockReading &now) const
{
    const std::optional<qint64> lead = medianLead();
    return lead ? std::optional(now.wall - now.steady + *lead) : std::nullopt;
}

std::optional<qint64> SourceClock::medianLead() const
{
    if (m_leads.empty())
        return {};
    std::vector<qint64> leads(m_leads.begin(), m_leads.end());
    const auto median = leads.begin() + static_cast<std::ptrdiff_t>((leads.size() - 1) / 2);
    std::ranges::nth_element(leads, median);
    return *median;
}

} // namespace pulse
