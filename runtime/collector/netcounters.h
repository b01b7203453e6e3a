// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <array>
#include <optional>

namespace pulse {

/// What went through a network interface since it was made; psutil's net_io_counters(). Errors and drops in packets.
struct NetCounters
{
    quint64 bytesSent = 0;
    quint64 bytesReceived = 0;
    quint64 packetsSent = 0;
    quint64 packetsReceived = 0;
    quint64 errorsIn = 0;
    quint64 errorsOut = 0;
    quint64 dropsIn = 0;
    quint64 dropsOut = 0;

    bool operator==(const NetCounters &) const = default;
};

struct NetCounterName
{
    const char *name; ///< psutil's
    quint64 NetCounters::*member;
};

/// In psutil's order.
inline constexpr std::array netCounterNames{
    NetCounterName{"bytes_sent", &NetCounters::bytesSent},
    NetCounterName{"bytes_recv", &NetCounters::bytesReceived},
    NetCounterName{"packets_sent", &NetCounters::packetsSent},
    NetCounterName{"packets_recv", &NetCounters::packetsReceived},
    NetCounterName{"errin", &NetCounters::errorsIn},
    NetCounterName{"errout", &NetCounters::errorsOut},
    NetCounterName{"dropin", &NetCounters::dropsIn},
    NetCounterName{"dropout", &NetCounters::dropsOut},
};

struct InterfaceCounters
{
    QString interface;
    NetCounters counters;

    bool operator==(const InterfaceCounters &) const = default;
};

/// From the content of /proc/net/dev, in its order.
QList<InterfaceCounters> parseNetCounters(const QByteArray &text);

/// What has to be known to continue the counters that were reported.
struct CounterState
{
    InterfaceCounters kernel; ///< read last
    NetCounters total;        ///< reported last

    bool operator==(const CounterState &) const = default;
};

/// Counters that never fall and never jump: they begin with the kernel's and grow by the increments of the interface
/// that is measured at the time. A kernel's counter that begins again is continued, which is the `nowrap` of psutil and
/// its default; so is the count when another interface is measured.
class SteadyCounters
{
public:
    NetCounters update(const InterfaceCounters &now);
    /// Continues what an earlier process reported instead of beginning with the kernel's counters.
    void continueFrom(const CounterState &earlier);
    const std::optional<CounterState> &state() const noexcept { return m_state; } ///< nothing before the first update

private:
    std::optional<CounterState> m_state;
};

} // namespace pulse
