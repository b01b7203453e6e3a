// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/cpufilter.h"

#include "common/core/literals.h"

#include <QRegularExpression>

#include <algorithm>

namespace pulse {

std::optional<CpuFilter> CpuFilter::parse(const QString &text)
{
    static const QRegularExpression separators(u"[,;\\s]+"_s);
    static const QRegularExpression numbers(u"^(?:cpu)?(\\d{1,4})(?:-(\\d{1,4}))?$"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression limit(u"^([<>])=?(\\d{1,3}(?:\\.\\d+)?)%?$"_s);
    CpuFilter filter;
    for (const QString &part : text.split(separators, Qt::SkipEmptyParts)) {
        if (const QRegularExpressionMatch match = numbers.match(part); match.hasMatch()) {
            const int from = match.captured(1).toInt();
            filter.m_numbers.append({from, match.lastCapturedIndex() > 1 ? match.captured(2).toInt() : from});
        } else if (const QRegularExpressionMatch bound = limit.match(part); bound.hasMatch()) {
            (part.startsWith('>'_L1) ? filter.m_above : filter.m_below) = bound.captured(2).toDouble();
        } else {
            return {};
        }
    }
    return filter;
}

bool CpuFilter::accepts(int cpu, std::optional<double> load) const
{
    const auto has = [cpu](const std::pair<int, int> &range) { return range.first <= cpu && cpu <= range.second; };
    if (!m_numbers.isEmpty() && std::ranges::none_of(m_numbers, has))
        return false;
    return (!m_above || (load && *load >= *m_above)) && (!m_below || (load && *load <= *m_below));
}

} // namespace pulse
