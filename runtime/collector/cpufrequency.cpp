// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/collector/cpufrequency.h"

#include "common/core/literals.h"
#include "runtime/collector/proctext.h"

#include <QRegularExpression>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

namespace pulse {
namespace {

const QString cpuFolder = u"sys/devices/system/cpu/"_s;

/// Returns the folders in `parent` whose name is `prefix` and a number, sorted by that number.
QStringList numberedFolders(const ProcReader &reader, const QString &parent, const QString &prefix)
{
    const Result<QStringList> all = reader.folders(parent);
    if (!all)
        return {};
    const QRegularExpression pattern(u"^%1\\d+$"_s.arg(prefix));
    QStringList found = all->filter(pattern);
    std::ranges::sort(found, {}, [&](const QString &name) { return name.mid(prefix.size()).toInt(); });
    return found;
}

QStringList policyFolders(const ProcReader &reader)
{
    QStringList policies;
    const QString shared = cpuFolder + u"cpufreq/"_s;
    for (const QString &name : numberedFolders(reader, shared, u"policy"_s))
        policies << shared + name;
    if (!policies.isEmpty())
        return policies;
    for (const QString &name : numberedFolders(reader, cpuFolder, u"cpu"_s)) {
        const QString policy = cpuFolder + name + u"/cpufreq"_s;
        if (reader.exists(policy))
            policies << policy;
    }
    return policies;
}

/// Returns the current frequency of a policy in MHz.
std::optional<double> policyFrequency(const ProcReader &reader, const QString &policy)
{
    for (const QString &file : {u"/scaling_cur_freq"_s, u"/cpuinfo_cur_freq"_s}) {
        const Result<QByteArray> text = reader.read(policy + file);
        const auto kilohertz = text ? number(words(*text), 0) : std::nullopt;
        if (kilohertz)
            return static_cast<double>(*kilohertz) / 1000;
    }
    return {};
}

std::vector<double> policyFrequencies(const ProcReader &reader, const QStringList &policies)
{
    std::vector<double> frequencies;
    for (const QString &policy : policies) {
        if (const std::optional<double> frequency = policyFrequency(reader, policy))
            frequencies.push_back(*frequency);
    }
    return frequencies;
}

/// psutil truncates these to whole kHz.
std::vector<double> inWholeKilohertz(std::vector<double> frequencies)
{
    for (double &frequency : frequencies)
        frequency = std::trunc(frequency * 1000) / 1000;
    return frequencies;
}

std::vector<double> readFrequencies(const ProcReader &reader)
{
    const Result<QByteArray> text = reader.read(u"proc/cpuinfo"_s);
    const std::vector<double> fromCpuInfo = text ? parseCpuInfoFrequencies(*text) : std::vector<double>();
    const QStringList policies = policyFolders(reader);
    if (policies.isEmpty())
        return fromCpuInfo;
    if (policies.size() == static_cast<qsizetype>(fromCpuInfo.size()))
        return inWholeKilohertz(fromCpuInfo);
    return policyFrequencies(reader, policies);
}

} // namespace

std::vector<double> parseCpuInfoFrequencies(const QByteArray &text)
{
    std::vector<double> frequencies;
    for (const QByteArray &line : text.split('\n')) {
        if (!line.toLower().startsWith("cpu mhz"))
            continue;
        bool ok = false;
        const double frequency = line.mid(line.indexOf(':') + 1).trimmed().toDouble(&ok);
        if (ok && std::isfinite(frequency))
            frequencies.push_back(frequency);
    }
    return frequencies;
}

Result<double> readCpuFrequency(const ProcReader &reader)
{
    const std::vector<double> frequencies = readFrequencies(reader);
    if (frequencies.empty())
        return Error{u"Neither /proc/cpuinfo nor /sys/devices/system/cpu contains a CPU frequency"_s};
    const double sum = std::accumulate(frequencies.begin(), frequencies.end(), 0.0);
    return sum / static_cast<double>(frequencies.size());
}

} // namespace pulse
