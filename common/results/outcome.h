// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <array>
#include <cstddef>
#include <optional>

namespace pulse {

/// How a call ended. The worker counts the first seven, its supervisor the other two.
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

/// In the order that docs/metrics.md has.
constexpr std::array<Outcome, outcomeCount> allOutcomes = {
    Outcome::Success,     Outcome::Nothing, Outcome::BadInput, Outcome::Raised,  Outcome::NotEncodable,
    Outcome::OutOfMemory, Outcome::Skipped, Outcome::TimedOut, Outcome::Crashed,
};

/// The stable, lower-case name in Redis, the feed, logs and metric labels: "success", "not_encodable", …
QString outcomeName(Outcome outcome);
/// Nothing: there is no outcome of this name.
std::optional<Outcome> outcomeNamed(const QString &name);

/// Whether the handler was called.
constexpr bool isCall(Outcome outcome)
{
    return outcome != Outcome::BadInput && outcome != Outcome::Skipped;
}

/// Whether something went wrong. A function may return nothing.
constexpr bool isFailure(Outcome outcome)
{
    return outcome != Outcome::Success && outcome != Outcome::Nothing;
}

} // namespace pulse
