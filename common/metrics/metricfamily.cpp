// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/metrics/metricfamily.h"

#include <QRegularExpression>

#include <array>

namespace pulse {
namespace {

struct Pattern
{
    MetricFamily family;
    QRegularExpression expression; // of the name's last part; group 1 is the CPU's number
};

const std::array<Pattern, 4> &patterns()
{
    static const std::array<Pattern, 4> table = {
        Pattern{MetricFamily::CpuAverage,
                QRegularExpression(QStringLiteral("^moving_average_cpu(?:_percent)?[-_]?(\\d+)$"))},
        Pattern{MetricFamily::CpuAverage,
                QRegularExpression(QStringLiteral("^(?:avg|mvg_avg)[-_](?:util[-_])?cpu(?:_percent)?[-_]?(\\d+)"
                                                  "[-_](?:60(?:s|sec|seg)|last_minute)$"))},
        Pattern{MetricFamily::Egress,
                QRegularExpression(QStringLiteral("^(?:percent(?:age)?[-_](?:network[-_]egress|outgoing[-_]bytes)"
                                                  "|outgoing_traffic)$"))},
        Pattern{MetricFamily::Cache,
                QRegularExpression(QStringLiteral("^(?:percent(?:age)?[-_](?:memory[-_](?:cache|caching)"
                                                  "|network_caching)|memory_caching)$"))},
    };
    return table;
}

} // namespace

std::optional<MetricMatch> matchMetric(const QString &name)
{
    const QString last = name.section(QLatin1Char('.'), -1);
    for (const Pattern &pattern : patterns()) {
        const QRegularExpressionMatch match = pattern.expression.match(last);
        if (match.hasMatch())
            return MetricMatch{pattern.family, match.lastCapturedIndex() > 0 ? match.captured(1).toInt() : -1};
    }
    return {};
}

} // namespace pulse
