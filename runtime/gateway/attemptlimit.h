// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayList>
#include <QDeadlineTimer>
#include <QHash>
#include <QHostAddress>

#include <chrono>

namespace pulse {

/// Limits how often an address (see networkOf) may send a wrong secret: a few times at once, then once per pause. A
/// wait is never longer than one pause. Repeating the same wrong secret does not count: this does not help to guess the
/// right one, and a program with an outdated secret must not lock out people at the same address.
class AttemptLimit
{
public:
    struct Limits
    {
        int attempts = 10; ///< wrong secrets without a wait
        std::chrono::milliseconds pause{6'000};
        qsizetype secrets = 4;      ///< remembered per address
        qsizetype addresses = 4096; ///< remembered in total; beyond this the one with the shortest wait is forgotten
    };

    explicit AttemptLimit(const Limits &limits)
        : m_limits(limits)
    {
    }

    /// Returns how long the address has to wait before its next attempt; 0 if it need not wait.
    std::chrono::milliseconds wait(const QHostAddress &address) const;
    /// `secret`: the wrong secret, or a value derived from it. Returns false if it is one of the last ones, which does
    /// not count.
    bool countFailure(const QHostAddress &address, const QByteArray &secret);

    qsizetype addresses() const noexcept { return m_failures.size(); }

private:
    struct Failures
    {
        QDeadlineTimer expiry; ///< one pause per failure; then the failures no longer count
        QByteArrayList lastSecrets{};
    };

    void makeRoom();

    Limits m_limits;
    QHash<QHostAddress, Failures> m_failures; // by network
};

} // namespace pulse
