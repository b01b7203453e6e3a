// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/collector/network.h"

#include "common/core/literals.h"
#include "runtime/collector/collectorlog.h"
#include "runtime/collector/defaultroute.h"
#include "runtime/collector/proctext.h"

#include <algorithm>

namespace pulse {
namespace {

Result<QList<InterfaceCounters>> readCounters(const ProcReader &reader)
{
    const Result<QByteArray> text = reader.read(reader.networkFolder() + u"/dev"_s);
    if (!text)
        return text.error();
    return parseNetCounters(*text);
}

QStringList namesOf(const QList<InterfaceCounters> &all)
{
    QStringList names;
    for (const InterfaceCounters &one : all)
        names << one.interface;
    return names;
}

bool isUp(const ProcReader &reader, const QString &interface)
{
    constexpr quint64 flagUp = 0x1; // IFF_UP of linux/if.h
    const Result<QByteArray> text = reader.read(u"sys/class/net/%1/flags"_s.arg(interface));
    bool ok = false;
    return text && (text->trimmed().toULongLong(&ok, 0) & flagUp) != 0; // "0x1003"
}

/// Returns an empty text if the kernel has no such table (no IPv6).
QByteArray readTable(const ProcReader &reader, const QString &name)
{
    const Result<QByteArray> text = reader.read(reader.networkFolder() + name);
    return text ? *text : QByteArray();
}

NetworkState readState(const ProcReader &reader, const QStringList &interfaces)
{
    NetworkState state;
    state.defaultRoute4 = defaultRouteInterface4(readTable(reader, u"/route"_s));
    state.defaultRoute6 = defaultRouteInterface6(readTable(reader, u"/ipv6_route"_s));
    state.interfaces = interfaces;
    std::ranges::copy_if(interfaces, std::back_inserter(state.up),
                         [&](const QString &interface) { return isUp(reader, interface); });
    return state;
}

} // namespace

Result<QStringList> readInterfaces(const ProcReader &reader)
{
    const Result<QList<InterfaceCounters>> all = readCounters(reader);
    if (!all)
        return all.error();
    return namesOf(*all);
}

Network::Network(ProcReader reader, QString interface)
    : m_reader(std::move(reader))
    , m_wanted(std::move(interface))
{
}

std::optional<InterfaceChoice> Network::choose(const QList<InterfaceCounters> &all) const
{
    if (!m_wanted.isEmpty())
        return InterfaceChoice{m_wanted, u"it is configured"_s, false};
    return chooseInterface(readState(m_reader, namesOf(all)), m_usedSoFar);
}

void Network::use(const InterfaceChoice &choice)
{
    if (choice.interface == m_usedSoFar)
        return;
    m_usedSoFar = choice.interface;
    const QString text = u"The network counters are those of %1: %2"_s.arg(choice.interface, choice.why);
    if (choice.isGuess)
        qCWarning(collectorLog).noquote() << text;
    else
        qCInfo(collectorLog).noquote() << text;
}

Result<NetCounters> Network::read()
{
    const Result<QList<InterfaceCounters>> all = readCounters(m_reader);
    if (!all)
        return all.error();
    const std::optional<InterfaceChoice> choice = choose(*all);
    if (!choice)
        return Error{u"There is no network interface"_s};
    const auto it = std::ranges::find(*all, choice->interface, &InterfaceCounters::interface);
    if (it == all->end())
        return Error{u"There is no network interface %1"_s.arg(choice->interface)};
    use(*choice);
    return m_steady.update(*it);
}

} // namespace pulse
