// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runtime/service/runtimestatus.h"

#include <QJsonObject>

namespace pulse {

/// The status for Prometheus, in its text format 0.0.4; docs/metrics.md has the list. Of `results`, the newest result,
/// each number is a sample of its own (1,000 at most); empty: none. The figures of the two processes are read from
/// /proc on the way.
/// https://prometheus.io/docs/instrumenting/exposition_formats/
QByteArray metricsText(const RuntimeStatus &status, const QJsonObject &results);

} // namespace pulse
