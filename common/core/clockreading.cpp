// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/clockreading.h"

#include <QDateTime>

#include <chrono>
#include <ctime>

namespace pulse {
namespace {

qint64 steadyMilliseconds()
{
#ifdef Q_OS_LINUX
    timespec time = {};
    ::clock_gettime(CLOCK_BOOTTIME, &time); // CLOCK_MONOTONIC stops while the machine is suspended
    const auto now = std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
#else
    const auto now = std::chrono::steady_clock::now().time_since_epoch();
#endif
    return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

} // namespace

ClockReading ClockReading::now()
{
    return {QDateTime::currentMSecsSinceEpoch(), steadyMilliseconds()};
}

} // namespace pulse
