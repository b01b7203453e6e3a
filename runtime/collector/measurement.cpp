// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/collector/measurement.h"

#include "common/core/literals.h"
#include "runtime/collector/counterstate.h"
#include "runtime/collector/cpufrequency.h"
#include "runtime/collector/memory.h"
#include "runtime/collector/processes.h"

#include <QDateTime>

#include <nlohmann/json.hpp>

namespace pulse {
namespace {

using State = CpuReading::State;

struct MemoryName
{
    const char *name; // psutil's
    std::optional<quint64> Memory::*member;
};

// In psutil's order, but for "percent".
constexpr std::array memoryBeforePercent{MemoryName{"total", &Memory::total},
                                         MemoryName{"available", &Memory::available}};
constexpr std::array memoryAfterPercent{
    MemoryName{"used", &Memory::used},       MemoryName{"free", &Memory::free},
    MemoryName{"active", &Memory::active},   MemoryName{"inactive", &Memory::inactive},
    MemoryName{"buffers", &Memory::buffers}, MemoryName{"cached", &Memory::cached},
    MemoryName{"shared", &Memory::shared},   MemoryName{"slab", &Memory::slab},
};

QString whyMissing(State state)
{
    return state == State::Offline ? u"the CPU is offline"_s : u"the CPU's times in /proc/stat did not increase"_s;
}

} // namespace

struct Measurer::Draft
{
    nlohmann::ordered_json json = nlohmann::ordered_json::object();
    QList<Gap> gaps;

    void miss(const std::string &key, const QString &why) { gaps.append({QString::fromStdString(key), why}); }

    template <class T>
    void put(const std::string &key, const std::optional<T> &value, const QString &whyNot)
    {
        if (value)
            json[key] = *value;
        else
            miss(key, whyNot);
    }

    template <class T>
    void put(const std::string &key, const Result<T> &value)
    {
        if (value)
            json[key] = *value;
        else
            miss(key, value.error().message);
    }
};

QString timestampText(std::chrono::system_clock::time_point time)
{
    using namespace std::chrono;
    const auto whole = floor<seconds>(time);
    const auto fraction = duration_cast<microseconds>(time - whole).count();
    const QDateTime local = QDateTime::fromSecsSinceEpoch(whole.time_since_epoch().count());
    return u"%1.%2"_s.arg(local.toString(u"yyyy-MM-dd HH:mm:ss"_s)).arg(fraction, 6, 10, '0'_L1);
}

Measurer::Measurer(ProcReader reader, const QString &interface)
    : m_reader(std::move(reader))
    , m_bootId(readBootId(m_reader))
    , m_network(m_reader, interface)
{
}

Measurement Measurer::measure(std::chrono::system_clock::time_point now)
{
    Draft draft;
    draft.json["timestamp"] = timestampText(now).toStdString();
    addCpus(draft);
    addMemory(draft);
    addProcesses(draft);
    addNetwork(draft);
    return {QByteArray::fromStdString(draft.json.dump()), draft.gaps};
}

void Measurer::continueCounters(const QByteArray &state)
{
    if (const std::optional<CounterState> earlier = parseCounterState(state, m_bootId))
        m_network.counters().continueFrom(*earlier);
}

QByteArray Measurer::counterState()
{
    const std::optional<CounterState> &state = m_network.counters().state();
    return state && !m_bootId.isEmpty() ? toJson(*state, m_bootId) : QByteArray();
}

void Measurer::addCpus(Draft &draft)
{
    const Result<QByteArray> text = m_reader.read(u"proc/stat"_s);
    if (!text) {
        draft.miss("cpu_percent", text.error().message);
        addFrequency(draft);
        draft.miss("cpu_stats", text.error().message);
        return;
    }
    const ProcStat stat = parseProcStat(*text);
    addPercentages(draft, stat.cpus);
    addFrequency(draft);
    addStats(draft, stat);
}

void Measurer::addPercentages(Draft &draft, const std::map<int, CpuTimes> &times)
{
    for (const auto &[cpu, reading] : m_usage.update(times)) {
        const std::string key = "cpu_percent-" + std::to_string(cpu);
        if (reading.state == State::Measured)
            draft.json[key] = reading.percent;
        else if (reading.state != State::FirstReading)
            draft.miss(key, whyMissing(reading.state));
    }
}

void Measurer::addFrequency(Draft &draft) const
{
    draft.put("cpu_freq_current", readCpuFrequency(m_reader));
}

void Measurer::addStats(Draft &draft, const ProcStat &stat) const
{
    const QString why = u"/proc/stat has no such line"_s;
    draft.put("cpu_stats-ctx_switches", stat.contextSwitches, why);
    draft.put("cpu_stats-interrupts", stat.interrupts, why);
    draft.put("cpu_stats-soft_interrupts", stat.softInterrupts, why);
    draft.json["cpu_stats-syscalls"] = 0; // Linux does not count them; psutil returns 0
}

void Measurer::addMemory(Draft &draft) const
{
    const std::string prefix = "virtual_memory-";
    const Result<QByteArray> text = m_reader.read(u"proc/meminfo"_s);
    if (!text) {
        draft.miss("virtual_memory", text.error().message);
        return;
    }
    const Memory memory = parseMemory(*text);
    const QString why = u"/proc/meminfo has no such value"_s;
    for (const auto &[name, member] : memoryBeforePercent)
        draft.put(prefix + name, memory.*member, why);
    draft.put(prefix + "percent", memory.percent, why);
    for (const auto &[name, member] : memoryAfterPercent)
        draft.put(prefix + name, memory.*member, why);
}

void Measurer::addProcesses(Draft &draft) const
{
    draft.put("n_pids", countProcesses(m_reader));
}

void Measurer::addNetwork(Draft &draft)
{
    const Result<NetCounters> counters = m_network.read();
    if (!counters) {
        draft.miss("net_io_counters_eth0", counters.error().message);
        return;
    }
    for (const auto &[name, member] : netCounterNames)
        draft.json[std::string("net_io_counters_eth0-") + name] = (*counters).*member;
}

} // namespace pulse
