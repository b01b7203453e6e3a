// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/json/fieldtable.h"
#include "common/results/functionstatus.h"

namespace pulse {

/// The fields of a failure in the stream K:errors, in the feed, in the runtime's /errors and in the worker's reports.
const FieldTable<Failure> &failureFields();

/// The fields of the hash K:status and of `status` in the feed, except `outcomes`: in Redis each outcome is a field of
/// its own, in JSON they are one object.
const FieldTable<FunctionStatus> &statusFields();

/// The fields of the hash I:machine of an input key I, and of `machine` in the feed.
const FieldTable<Machine> &machineFields();

} // namespace pulse
