// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayList>
#include <QDeadlineTimer>
#include <QHash>
#include <QHostAddress>

#include <chrono>

namespace pulse {

/// Limits how often an address (see networkOf) may give a wrong secret: a few times at once, then once in each pause. A
/// wait is never longer than one pause. The same wrong secret again does not count: nobody finds the right one by it,
/// and a program that still has an old one must not shut out the people beside it.
class AttemptLimit
{
public:
    struct Limits
    {
        int attempts = 10; ///< wrong ones at once
        std::chrono::milliseconds pause{6'000};
        qsizetype secrets = 4;      ///< of an address that are remembered
        qsizetype addresses = 4096; ///< that are remembered; beyond, the one is forgotten that has to wait the least
    };

    explicit AttemptLimit(const Limits &limits)
        : m_limits(limits)
    {
    }

    /// How long the address has to wait before it may try; 0: not at all.
    std::chrono::milliseconds wait(const QHostAddress &address) const;
    /// `secret`: the wrong one, or something made from it. False: it is one of the last ones, and does not count.
    bool countFailure(const QHostAddress &address, const QByteArray &secret);

    qsizetype addresses() const noexcept { return m_failures.size(); }

private:
    struct Failures
    {
        QDeadlineTimer forgotten; ///< each failure takes one pause to be forgotten
        QByteArrayList lastSecrets{};
    };

    void makeRoom();

    Limits m_limits;
    QHash<QHostAddress, Failures> m_failures; // by network
};

} // namespace pulse
