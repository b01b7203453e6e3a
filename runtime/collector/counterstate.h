// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runtime/collector/netcounters.h"
#include "runtime/collector/procreader.h"

#include <QByteArray>

#include <optional>

namespace pulse {

/// The kernel's identifier of the time since the machine was started; empty if there is none below the reader's root.
QByteArray readBootId(const ProcReader &reader);

/// JSON by which the next collector continues the counters.
QByteArray toJson(const CounterState &state, const QByteArray &bootId);

/// What toJson() wrote. Nothing: it is something else, or from before the machine was started.
std::optional<CounterState> parseCounterState(const QByteArray &json, const QByteArray &bootId);

} // namespace pulse
