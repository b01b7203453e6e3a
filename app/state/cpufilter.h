// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>

#include <optional>
#include <utility>

namespace pulse {

/// Which CPUs the user wants to see: "" all of them, "3", "0-7, 12" by number, ">50" or "<5" by load in percent.
/// Several conditions are separated by commas or spaces: a CPU has to be among the numbers, if there are any, and meet
/// all limits.
class CpuFilter
{
public:
    /// Returns nothing if the text is none of the above.
    static std::optional<CpuFilter> parse(const QString &text);

    /// `load` in percent; nothing: unknown, which meets no limit.
    bool accepts(int cpu, std::optional<double> load) const;

private:
    QList<std::pair<int, int>> m_numbers; // from, to
    std::optional<double> m_above;
    std::optional<double> m_below;
};

} // namespace pulse
