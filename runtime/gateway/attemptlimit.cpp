// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/gateway/attemptlimit.h"

#include "runtime/http/clientaddress.h"

#include <algorithm>

namespace pulse {

using std::chrono::milliseconds;

std::chrono::milliseconds AttemptLimit::wait(const QHostAddress &address) const
{
    const auto found = m_failures.constFind(networkOf(address));
    if (found == m_failures.constEnd())
        return milliseconds(0);
    const milliseconds allowed = m_limits.pause * (m_limits.attempts - 1);
    return std::max(milliseconds(found->expiry.remainingTime()) - allowed, milliseconds(0));
}

bool AttemptLimit::countFailure(const QHostAddress &address, const QByteArray &secret)
{
    const QHostAddress network = networkOf(address);
    if (!m_failures.contains(network))
        makeRoom();
    Failures &failures = m_failures[network];
    if (failures.expiry.hasExpired())
        failures.lastSecrets.clear();
    if (failures.lastSecrets.contains(secret))
        return false;
    const milliseconds before(std::max<qint64>(failures.expiry.remainingTime(), 0));
    failures.expiry.setRemainingTime(before + m_limits.pause);
    failures.lastSecrets << secret;
    if (failures.lastSecrets.size() > m_limits.secrets)
        failures.lastSecrets.removeFirst();
    return true;
}

void AttemptLimit::makeRoom()
{
    m_failures.removeIf([](const auto &one) { return one->expiry.hasExpired(); });
    if (m_failures.size() < m_limits.addresses)
        return;
    const auto isSooner = [](const Failures &left, const Failures &right) { return left.expiry < right.expiry; };
    m_failures.erase(std::min_element(m_failures.cbegin(), m_failures.cend(), isSooner));
}

} // namespace pulse
