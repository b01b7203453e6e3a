// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/redisserver.h"

#include <QJsonObject>

namespace pulse::test {

/// Returns the time of this machine's clock in ms since 1970.
qint64 now();

/// Writes a result of that time (ms since 1970) under `key` and into its history, as the runtime does. With an empty
/// `input`, the history has no measurement, as with HISTORY_INPUTS=0.
void addResult(const RedisServer &server, const QByteArray &key, qint64 time, const QByteArray &output,
               const QByteArray &input = {});

/// Returns a result with the average of each CPU, egress and cache, all in percent, and other values.
QByteArray resultOf(const QList<double> &cpus, double egress, double cache, const QJsonObject &others = {});

} // namespace pulse::test
