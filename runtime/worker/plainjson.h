// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <pybind11/pybind11.h>

#include <optional>

namespace pulse {

/// What a value is encoded for.
enum class PlainJson {
    Result, ///< readers other than Python: NaN, Infinity and ints beyond a double's range are refused
    State,  ///< Python, which has to get back an equal object: containers that are reachable in two ways are refused
};

/// Returns the text that Python's `json.dumps(value)` returns, for a value that consists only of dict (with keys of
/// type str), list, str, int, float, bool and None, without subclasses. Returns nothing for any other value, and for
/// cycles, more than 200 levels of containers, lone surrogates, ints of more than 4,000 digits, NaNs that `json` does
/// not read back as they were, and texts of more than 16 MiB. Runs none of the user's code.
std::optional<QByteArray> plainJson(const pybind11::handle &value, PlainJson use);

} // namespace pulse
