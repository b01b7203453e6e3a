// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <array>
#include <optional>

namespace pulse {

/// Bytes, packets, errors and drops of a network interface since its creation: psutil's net_io_counters(). Errors and
/// drops are in packets.
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

/// Parses the content of /proc/net/dev; the order is kept.
QList<InterfaceCounters> parseNetCounters(const QByteArray &text);

/// The state from which reported counters are continued.
struct CounterState
{
    InterfaceCounters kernel; ///< last read
    NetCounters total;        ///< last reported

    bool operator==(const CounterState &) const = default;
};

/// Counters that never decrease and never jump: they start with the kernel's and grow by the increments of the
/// currently measured interface. They continue when a kernel's counter starts again at 0 (like psutil with its default
/// `nowrap`) and when another interface is measured.
class SteadyCounters
{
public:
    NetCounters update(const InterfaceCounters &now);
    /// Continues the counters of an earlier process instead of starting with the kernel's.
    void continueFrom(const CounterState &earlier);
    const std::optional<CounterState> &state() const noexcept { return m_state; } ///< empty before the first update

private:
    std::optional<CounterState> m_state;
};

} // namespace pulse
