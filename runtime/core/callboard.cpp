// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/core/callboard.h"

#include <QDateTime>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <ctime>
#include <fcntl.h>
#include <new>
#include <sys/mman.h>
#include <unistd.h>

namespace pulse {
namespace {

static_assert(std::atomic<qint64>::is_always_lock_free); // else it cannot be shared with another process

qint64 monotonicNow()
{
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1'000'000'000 + now.tv_nsec;
}

Error failure(const char *what)
{
    return {QStringLiteral("Memory cannot be shared with the worker: %1: %2")
                .arg(QLatin1String(what), QString::fromLocal8Bit(std::strerror(errno)))};
}

void *map(int descriptor)
{
    return ::mmap(nullptr, sizeof(CallBoard::Page), PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
}

} // namespace

QString outcomeName(Outcome outcome)
{
    switch (outcome) {
    case Outcome::Success:
        return QStringLiteral("success");
    case Outcome::Nothing:
        return QStringLiteral("nothing");
    case Outcome::BadInput:
        return QStringLiteral("bad_input");
    case Outcome::Raised:
        return QStringLiteral("raised");
    case Outcome::NotEncodable:
        return QStringLiteral("not_encodable");
    case Outcome::OutOfMemory:
        return QStringLiteral("out_of_memory");
    case Outcome::Skipped:
        return QStringLiteral("skipped");
    case Outcome::TimedOut:
        return QStringLiteral("timed_out");
    case Outcome::Crashed:
        return QStringLiteral("crashed");
    }
    return {};
}

CallBoard::CallBoard(int descriptor, Page *page)
    : m_descriptor(descriptor)
    , m_page(page)
{
}

CallBoard::CallBoard(CallBoard &&other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
    , m_page(std::exchange(other.m_page, nullptr))
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
    const int descriptor = ::memfd_create("pulseboard-calls", MFD_CLOEXEC);
    if (descriptor < 0 || ::ftruncate(descriptor, sizeof(Page)) != 0)
        return failure("memfd_create");
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
    ::fcntl(descriptor, F_SETFD, FD_CLOEXEC); // not for programs that the function starts
    return CallBoard(descriptor, static_cast<Page *>(memory));
}

void CallBoard::begin(quint64 input) const
{
    m_page->lastInput = QDateTime::currentMSecsSinceEpoch();
    m_page->callInput = input;
    m_page->callStarted = monotonicNow();
}

void CallBoard::end(Outcome outcome) const
{
    const qint64 duration = running().count();
    m_page->callStarted = 0;
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

void CallBoard::count(Outcome outcome) const
{
    ++m_page->outcomes.at(static_cast<std::size_t>(outcome));
}

std::chrono::nanoseconds CallBoard::running() const
{
    const qint64 started = m_page->callStarted;
    return std::chrono::nanoseconds(started == 0 ? 0 : monotonicNow() - started);
}

} // namespace pulse
