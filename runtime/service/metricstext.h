// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runtime/service/runtimestatus.h"

#include <QJsonObject>

namespace pulse {

/// Returns the status in Prometheus' text format 0.0.4; docs/reference/metrics.md lists the metrics. Each number in
/// `results`, the newest result, becomes a sample, at most 1,000; empty: none. Reads the figures of both processes from
/// /proc. https://prometheus.io/docs/instrumenting/exposition_formats/
QByteArray metricsText(const RuntimeStatus &status, const QJsonObject &results);

} // namespace pulse
