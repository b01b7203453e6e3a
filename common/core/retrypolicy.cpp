// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/retrypolicy.h"

#include <QRandomGenerator>

#include <algorithm>
#include <utility>

namespace pulse {

RetryPolicy::RetryPolicy(const Limits &limits)
    : m_limits(limits)
    , m_next(limits.shortest)
{
}

void RetryPolicy::reset()
{
    m_next = m_limits.shortest;
    markDown();
}

RetryPolicy::Duration RetryPolicy::nextPause()
{
    if (m_up.isValid() && m_up.hasExpired(m_limits.lasting.count()))
        m_next = m_limits.shortest;
    markDown();
    return spread(std::exchange(m_next, std::min(m_next * 2, m_limits.longest)));
}

RetryPolicy::Duration RetryPolicy::spread(Duration pause) const
{
    if (!m_limits.isSpread)
        return pause;
    const qint64 half = pause.count() / 2;
    return Duration(half + QRandomGenerator::global()->bounded(half + 1));
}

} // namespace pulse
