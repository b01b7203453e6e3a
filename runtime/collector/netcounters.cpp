// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/collector/netcounters.h"

#include "runtime/collector/proctext.h"

#include <utility>

namespace pulse {
namespace {

// The counterColumns of /proc/net/dev, in the order of netCounterNames.
constexpr std::array<qsizetype, netCounterNames.size()> counterColumns{8, 0, 9, 1, 2, 10, 3, 11};

std::optional<NetCounters> parseCounters(const QByteArrayList &fields)
{
    NetCounters counters;
    for (std::size_t i = 0; i < counterColumns.size(); ++i) {
        const std::optional<quint64> value = number(fields, counterColumns[i]);
        if (!value)
            return {};
        counters.*netCounterNames[i].member = *value;
    }
    return counters;
}

} // namespace

QList<InterfaceCounters> parseNetCounters(const QByteArray &text)
{
    QList<InterfaceCounters> all;
    for (const QByteArray &line : text.split('\n')) {
        const qsizetype colon = line.lastIndexOf(':'); // "eth0:1" is a name
        if (colon < 0)
            continue;
        if (const auto counters = parseCounters(words(line.mid(colon + 1))))
            all.append({QString::fromUtf8(line.left(colon).trimmed()), *counters});
    }
    return all;
}

NetCounters SteadyCounters::update(const InterfaceCounters &now)
{
    if (!m_state)
        m_state = CounterState{now, now.counters};
    const InterfaceCounters last = std::exchange(m_state->kernel, now);
    for (const auto &[name, member] : netCounterNames) {
        const quint64 before = now.counters.*member < last.counters.*member ? 0 : last.counters.*member;
        if (now.interface == last.interface)
            m_state->total.*member += now.counters.*member - before;
    }
    return m_state->total;
}

void SteadyCounters::continueFrom(const CounterState &earlier)
{
    const std::optional<CounterState> own = std::exchange(m_state, earlier);
    if (own)
        update(own->kernel);
}

} // namespace pulse
