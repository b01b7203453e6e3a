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

/// Keeps the counters of one interface from falling when the kernel starts them anew, by adding what they were before
/// that: the `nowrap` of psutil, which is its default.
class SteadyCounters
{
public:
    NetCounters update(const InterfaceCounters &now); ///< another interface than before: without any addition

private:
    InterfaceCounters m_last;
    NetCounters m_lost; // what stood in counters before they began anew
};

} // namespace pulse
