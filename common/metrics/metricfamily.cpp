// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/metrics/metricfamily.h"

#include <QRegularExpression>

#include <array>

namespace pulse {
namespace {

struct Pattern
{
    MetricFamily family;
    QRegularExpression expression; // of the name's end; group 1 is the CPU's number, of at most four digits
};

/// `expression` has to match the whole of the last part of a dotted name.
Pattern pattern(MetricFamily family, const QString &expression)
{
    return {family, QRegularExpression(QStringLiteral("(?:^|\\.)(?:%1)$").arg(expression))};
}

const std::array<Pattern, 5> &patterns()
{
    static const std::array<Pattern, 5> table = {
        pattern(MetricFamily::CpuAverage, QStringLiteral("moving_average_cpu(?:_percent)?[-_]?(\\d{1,4})")),
        pattern(MetricFamily::CpuAverage,
                QStringLiteral("(?:avg|mvg_avg)[-_](?:util[-_])?cpu(?:_percent)?[-_]?(\\d{1,4})"
                               "[-_](?:60(?:s|sec|seg)|last_minute)")),
        // One object or list for all CPUs.
        pattern(MetricFamily::CpuAverage,
                QStringLiteral("(?:cpus?_avg|cpu_percent_ma)\\.(?:cpu(?:_percent)?[-_]?)?(\\d{1,4})")),
        pattern(MetricFamily::Egress, QStringLiteral("(?:percent(?:age)?[-_](?:network[-_]egress|outgoing[-_]bytes)"
                                                     "|outgoing_traffic)")),
        pattern(MetricFamily::Cache, QStringLiteral("(?:percent(?:age)?[-_](?:memory[-_](?:cache|caching)"
                                                    "|network_caching)|memory_caching)")),
    };
    return table;
}

} // namespace

std::optional<MetricMatch> matchMetric(const QString &name)
{
    for (const Pattern &candidate : patterns()) {
        const QRegularExpressionMatch match = candidate.expression.match(name);
        if (match.hasMatch())
            return MetricMatch{candidate.family, match.lastCapturedIndex() > 0 ? match.captured(1).toInt() : -1};
    }
    return {};
}

} // namespace pulse
