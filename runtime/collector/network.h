// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runtime/collector/interfacechoice.h"
#include "runtime/collector/netcounters.h"
#include "runtime/collector/procreader.h"

namespace pulse {

/// Returns the names of all network interfaces.
Result<QStringList> readInterfaces(const ProcReader &reader);

/// The counters of one network interface: a given one, or that of the current default route. They continue when the
/// interface changes; the log then reports the new one and the reason.
class Network
{
public:
    Network(ProcReader reader, QString interface); ///< empty: the default route's

    Result<NetCounters> read();
    SteadyCounters &counters() noexcept { return m_steady; }

private:
    std::optional<InterfaceChoice> choose(const QList<InterfaceCounters> &all) const;
    void use(const InterfaceChoice &choice);

    ProcReader m_reader;
    QString m_wanted;
    QString m_usedSoFar;
    SteadyCounters m_steady;
};

} // namespace pulse
