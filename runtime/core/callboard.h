// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/redis/redisreply.h"
#include "common/results/outcome.h"

#include <QByteArray>
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

/// The page of memory that a supervisor shares with its workers, one after the other. The worker records statistics in
/// it, so a call costs no message and the figures outlive the worker; the supervisor reads it on demand.
///
/// The user's code can find the page and write any bytes into it: the supervisor uses only figures from `figures` and
/// `running`, which check their ranges. The page's size is sealed.
class CallBoard
{
public:
    /// The step of the current pass.
    enum Phase : quint8 {
        Waiting, ///< until a thread of the function releases the interpreter
        Calling,
        SavingState, ///< the call has ended
    };

    struct Page
    {
        std::atomic<quint64> heartbeat = 0; ///< increases while the worker's event loop runs
        // The current pass: the call, and saving the resulting state.
        std::atomic<qint64> passStarted = 0; ///< ns of the monotonic clock; 0: no pass
        std::atomic<quint64> callInput = 0;  ///< hash of the call's input
        std::atomic<quint8> phase = Waiting; ///< of the current pass
        std::atomic<quint64> skipInput = 0;  ///< hash of an input that must not be passed to the function; 0: none
        // All calls of all workers.
        std::array<std::atomic<quint64>, outcomeCount> outcomes{};
        std::array<std::atomic<quint64>, durationLimits.size() + 1> durations{}; ///< not cumulative
        std::atomic<quint64> durationSum = 0;                                    ///< ns
        std::atomic<quint64> lastDuration = 0;                                   ///< ns
        std::atomic<qint64> lastCall = 0;  ///< ms since epoch: the end of the last call; 0: none yet
        std::atomic<qint64> lastInput = 0; ///< ms since epoch: when the last new value was read; 0: never
        // The connection to Redis.
        std::atomic<quint8> connected = 0;
        std::atomic<quint64> connections = 0;                            ///< number of connections so far
        std::array<std::atomic<quint64>, redisErrorKinds> redisErrors{}; ///< by RedisError::Kind
    };

    /// Creates the page; for the supervisor.
    static Result<CallBoard> make();
    /// Opens the page on this descriptor; for the worker. Error: there is none.
    static Result<CallBoard> open(int descriptor);
    ~CallBoard();
    CallBoard(CallBoard &&other) noexcept;
    CallBoard &operator=(CallBoard &&) = delete;

    int descriptor() const noexcept { return m_descriptor; }
    Page &page() const noexcept { return *m_page; }

    /// Returns the hash that identifies an input on the page: unlike qHash, the same in every process of this program;
    /// never 0, which stands for none.
    static quint64 hashOf(const QByteArray &input);

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
    void beginPass(quint64 input) const; ///< with the phase Waiting
    void beginCall() const { m_page->phase = Calling; }
    void endCall(Outcome outcome) const;  ///< counts the call, with its duration if the handler ran; the pass continues
    void beginState(quint64 input) const; ///< begins a pass unless there is one; `input`: hash of the last call's input
    void endPass() const;
    void count(Outcome outcome) const;
    void count(RedisError::Kind error) const { ++m_page->redisErrors.at(static_cast<std::size_t>(error)); }

    // For the supervisor.
    /// An out-of-range figure is returned as 0 and counts from 0 again.
    Figures figures() const;
    /// Returns the duration of the current pass, zero if there is none; at most the age of the board.
    std::chrono::nanoseconds running() const;

private:
    CallBoard(int descriptor, Page *page);

    int m_descriptor;
    Page *m_page;
    qint64 m_opened; // ns of the monotonic clock
};

} // namespace pulse
