// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <array>
#include <cstddef>
#include <optional>

namespace pulse {

/// How a call ended. The worker counts the first seven outcomes, the supervisor the other two.
enum class Outcome {
    Success,      ///< a result is to be stored
    Nothing,      ///< None or another empty value: nothing is written
    BadInput,     ///< the input is not a measurement: the handler was not called
    Raised,       ///< the handler raised an exception
    NotEncodable, ///< the result cannot be encoded as JSON, or is too large
    OutOfMemory,  ///< MemoryError under HANDLER_MEMORY_LIMIT
    Skipped,      ///< the input has ended two workers, or one by timeout: the handler was not called
    TimedOut,     ///< ended by HANDLER_TIMEOUT
    Crashed,      ///< the worker ended during the call
};
constexpr std::size_t outcomeCount = 9;

/// In the order of docs/reference/metrics.md.
constexpr std::array<Outcome, outcomeCount> allOutcomes = {
    Outcome::Success,     Outcome::Nothing, Outcome::BadInput, Outcome::Raised,  Outcome::NotEncodable,
    Outcome::OutOfMemory, Outcome::Skipped, Outcome::TimedOut, Outcome::Crashed,
};

/// Returns the stable, lower-case name in Redis, the feed, logs and metric labels: "success", "not_encodable", …
QString outcomeName(Outcome outcome);
/// Returns nothing if there is no outcome with this name.
std::optional<Outcome> outcomeNamed(const QString &name);

/// Returns whether the handler was called.
constexpr bool isCall(Outcome outcome)
{
    return outcome != Outcome::BadInput && outcome != Outcome::Skipped;
}

/// Returns whether something went wrong. Returning nothing is no failure.
constexpr bool isFailure(Outcome outcome)
{
    return outcome != Outcome::Success && outcome != Outcome::Nothing;
}

} // namespace pulse
