// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runtime/collector/netcounters.h"
#include "runtime/collector/procreader.h"

#include <QByteArray>

#include <optional>

namespace pulse {

/// Returns the kernel's identifier of the current boot; empty if the reader's root has none.
QByteArray readBootId(const ProcReader &reader);

/// Returns the JSON from which the next collector continues the counters.
QByteArray toJson(const CounterState &state, const QByteArray &bootId);

/// Parses the output of toJson(). Empty if it is something else, or if it was written before the last boot.
std::optional<CounterState> parseCounterState(const QByteArray &json, const QByteArray &bootId);

} // namespace pulse
