// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cstddef>

namespace pulse {

/// What may come of a call. The first seven are the worker's to count, the other two its supervisor's.
enum class Outcome {
    Success,      ///< a result is to be stored
    Nothing,      ///< None or another empty value: nothing is written
    BadInput,     ///< the value is no measurement: there was no call
    Raised,       ///< the handler raised
    NotEncodable, ///< the result has no form in JSON, or is too large
    OutOfMemory,  ///< MemoryError under HANDLER_MEMORY_LIMIT
    Skipped,      ///< the value has ended two workers, or one by its time-out: there was no call
    TimedOut,     ///< ended by HANDLER_TIMEOUT
    Crashed,      ///< the worker ended in the middle of it
};
constexpr std::size_t outcomeCount = 9;

/// The stable, lower-case name, for logs and metric labels: "success", "not_encodable", …
QString outcomeName(Outcome outcome);

} // namespace pulse
