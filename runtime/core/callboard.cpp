// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/core/callboard.h"

#include "common/core/literals.h"
#include "common/results/record.h"

#include <QDateTime>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <functional>
#include <new>
#include <string_view>
#include <sys/mman.h>
#include <unistd.h>
#include <utility>

namespace pulse {
namespace {

static_assert(std::atomic<qint64>::is_always_lock_free); // required for sharing it with another process

constexpr quint64 largestCount = 1ULL << 53U; // JSON and Prometheus cannot represent all larger whole numbers

qint64 monotonicNow()
{
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1'000'000'000 + now.tv_nsec;
}

Error failure(const char *what)
{
    return {u"Memory cannot be shared with the worker: %1: %2"_s.arg(QLatin1String(what),
                                                                     QString::fromLocal8Bit(std::strerror(errno)))};
}

void *map(int descriptor)
{
    return ::mmap(nullptr, sizeof(CallBoard::Page), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
}

quint64 bounded(std::atomic<quint64> &figure, quint64 largest)
{
    const quint64 value = figure;
    if (value <= largest)
        return value;
    figure = 0;
    return 0;
}

qint64 checkedTime(std::atomic<qint64> &time)
{
    const qint64 value = time;
    if (value >= 0 && value <= latestTime)
        return value;
    time = 0;
    return 0;
}

} // namespace

CallBoard::CallBoard(int descriptor, Page *page)
    : m_descriptor(descriptor)
    , m_page(page)
    , m_opened(monotonicNow())
{
}

CallBoard::CallBoard(CallBoard &&other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
    , m_page(std::exchange(other.m_page, nullptr))
    , m_opened(other.m_opened)
{
}

CallBoard::~CallBoard()
{
    if (m_page)
        ::munmap(m_page, sizeof(Page));
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

Result<CallBoard> CallBoard::make()
{
    const int descriptor = ::memfd_create("pulseboard-calls", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (descriptor < 0 || ::ftruncate(descriptor, sizeof(Page)) != 0)
        return failure("memfd_create");
    // If the user's code could shorten the file, reading the page would end this process.
    if (::fcntl(descriptor, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0)
        return failure("F_ADD_SEALS");
    void *memory = map(descriptor);
    if (memory == MAP_FAILED)
        return failure("mmap");
    return CallBoard(descriptor, new (memory) Page);
}

Result<CallBoard> CallBoard::open(int descriptor)
{
    void *memory = map(descriptor);
    if (memory == MAP_FAILED)
        return failure("mmap");
    ::fcntl(descriptor, F_SETFD, FD_CLOEXEC); // programs that the function starts must not inherit it
    return CallBoard(descriptor, static_cast<Page *>(memory));
}

quint64 CallBoard::hashOf(const QByteArray &input)
{
    const std::string_view bytes(input.constData(), static_cast<std::size_t>(input.size()));
    return std::max<quint64>(1, std::hash<std::string_view>{}(bytes));
}

void CallBoard::beginPass(quint64 input) const
{
    beat();
    m_page->phase = Waiting;
    m_page->lastInput = QDateTime::currentMSecsSinceEpoch();
    m_page->callInput = input;
    m_page->passStarted = monotonicNow();
}

void CallBoard::endCall(Outcome outcome) const
{
    const qint64 duration = running().count();
    count(outcome);
    if (outcome == Outcome::BadInput)
        return;
    m_page->lastCall = QDateTime::currentMSecsSinceEpoch();
    m_page->lastDuration = static_cast<quint64>(duration);
    m_page->durationSum += static_cast<quint64>(duration);
    const double seconds = static_cast<double>(duration) / 1e9;
    const auto bucket = std::ranges::lower_bound(durationLimits, seconds) - durationLimits.begin();
    ++m_page->durations.at(static_cast<std::size_t>(bucket));
}

void CallBoard::beginState(quint64 input) const
{
    m_page->phase = SavingState;
    if (m_page->passStarted != 0)
        return;
    m_page->callInput = input;
    m_page->passStarted = monotonicNow();
}

void CallBoard::endPass() const
{
    m_page->passStarted = 0;
    beat();
}

void CallBoard::count(Outcome outcome) const
{
    ++m_page->outcomes.at(static_cast<std::size_t>(outcome));
}

std::chrono::nanoseconds CallBoard::running() const
{
    const qint64 started = m_page->passStarted;
    const qint64 now = monotonicNow();
    return std::chrono::nanoseconds(started == 0 ? 0 : now - std::clamp(started, m_opened, now));
}

CallBoard::Figures CallBoard::figures() const
{
    const auto age = static_cast<quint64>(monotonicNow() - m_opened);
    const auto checkAll = [](auto &from, auto &to) {
        std::ranges::transform(from, to.begin(), [](auto &figure) { return bounded(figure, largestCount); });
    };
    Figures figures;
    checkAll(m_page->outcomes, figures.outcomes);
    checkAll(m_page->durations, figures.durations);
    checkAll(m_page->redisErrors, figures.redisErrors);
    figures.connections = bounded(m_page->connections, largestCount);
    figures.connected = m_page->connected == 1;
    figures.durationSum = static_cast<double>(bounded(m_page->durationSum, age)) / 1e9;
    figures.lastDuration = static_cast<double>(bounded(m_page->lastDuration, age)) / 1e9;
    figures.lastCall = checkedTime(m_page->lastCall);
    figures.lastInput = checkedTime(m_page->lastInput);
    return figures;
}

} // namespace pulse
