// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/json/fieldtable.h"
#include "common/results/functionstatus.h"

namespace pulse {

/// Of an entry of the stream K:errors, of the feed, of the runtime's /errors and of the worker's reports.
const FieldTable<Failure> &failureFields();

/// Of the hash K:status and of the feed: all members but `outcomes`. In Redis each outcome is a field of its own, in
/// JSON they are one object.
const FieldTable<FunctionStatus> &statusFields();

} // namespace pulse
