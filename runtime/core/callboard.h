// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/redis/redisreply.h"
#include "common/results/outcome.h"

#include <QString>

#include <array>
#include <atomic>
#include <chrono>

namespace pulse {

/// The descriptor on which a worker finds its supervisor's CallBoard.
constexpr int workerBoardDescriptor = 4;

/// Upper limits of the histogram of call durations, in seconds; a last bucket has no limit.
constexpr std::array<double, 11> durationLimits = {0.0001, 0.00025, 0.001, 0.0025, 0.01, 0.025, 0.1, 0.25, 1, 2.5, 10};

constexpr std::size_t redisErrorKinds = static_cast<std::size_t>(RedisError::Kind::Other) + 1;

/// The page of memory that a supervisor shares with its workers, one after the other. The worker records statistics on
/// it, so that a call costs no message, and that the figures outlive the worker; the supervisor reads it when it needs
/// to.
///
/// The user's code can find the page and write anything into it: the supervisor takes figures only from `figures` and
/// `running`, which check their ranges. The page's size is sealed.
class CallBoard
{
public:
    /// What a pass is doing.
    enum Phase : quint8 {
        Waiting, ///< for the interpreter, which a thread of the function may hold
        Calling,
        SavingState, ///< the call has ended
    };

    struct Page
    {
        std::atomic<quint64> heartbeat = 0; ///< changes as long as the worker's event loop runs
        // About the pass under way: the call, and saving the state that it left behind.
        std::atomic<qint64> passStarted = 0; ///< ns of the monotonic clock; 0: there is none
        std::atomic<quint64> callInput = 0;  ///< hash of its input
        std::atomic<quint8> phase = Waiting; ///< of the pass under way
        std::atomic<quint64> skipInput = 0;  ///< an input that is not to be called; 0: none
        // About all calls of all workers.
        std::array<std::atomic<quint64>, outcomeCount> outcomes{};
        std::array<std::atomic<quint64>, durationLimits.size() + 1> durations{}; ///< not cumulative
        std::atomic<quint64> durationSum = 0;                                    ///< ns
        std::atomic<quint64> lastDuration = 0;                                   ///< ns
        std::atomic<qint64> lastCall = 0;  ///< ms since epoch: its end; 0: none yet
        std::atomic<qint64> lastInput = 0; ///< ms since epoch: when a new value was seen last; 0: never
        // About Redis.
        std::atomic<quint8> connected = 0;
        std::atomic<quint64> connections = 0;                            ///< made so far
        std::array<std::atomic<quint64>, redisErrorKinds> redisErrors{}; ///< by RedisError::Kind
    };

    /// Made by the supervisor.
    static Result<CallBoard> make();
    /// The worker's view of the one on this descriptor; nothing where there is none.
    static Result<CallBoard> open(int descriptor);
    ~CallBoard();
    CallBoard(CallBoard &&other) noexcept;
    CallBoard &operator=(CallBoard &&) = delete;

    int descriptor() const noexcept { return m_descriptor; }
    Page &page() const noexcept { return *m_page; }

    /// The statistics on the page, as plain numbers.
    struct Figures
    {
        std::array<quint64, outcomeCount> outcomes{};
        std::array<quint64, durationLimits.size() + 1> durations{};
        double durationSum = 0;  ///< s
        double lastDuration = 0; ///< s
        qint64 lastCall = 0;
        qint64 lastInput = 0;
        bool connected = false;
        quint64 connections = 0;
        std::array<quint64, redisErrorKinds> redisErrors{};
    };

    // For the worker.
    void beat() const { ++m_page->heartbeat; }
    void beginPass(quint64 input) const; ///< in the phase Waiting
    void beginCall() const { m_page->phase = Calling; }
    void endCall(Outcome outcome) const;  ///< counts it, with its duration if there was a call; the pass continues
    void beginState(quint64 input) const; ///< a pass begins unless one is under way; `input` is that of its last call
    void endPass() const;
    void count(Outcome outcome) const;
    void count(RedisError::Kind error) const { ++m_page->redisErrors.at(static_cast<std::size_t>(error)); }

    // For the supervisor.
    /// A figure that is out of range is 0, and starts again from 0.
    Figures figures() const;
    /// How long the pass under way has lasted; zero if there is none. Between zero and the age of the board.
    std::chrono::nanoseconds running() const;

private:
    CallBoard(int descriptor, Page *page);

    int m_descriptor;
    Page *m_page;
    qint64 m_opened; // ns of the monotonic clock
};

} // namespace pulse
