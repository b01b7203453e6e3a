// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <pybind11/pybind11.h>

namespace pulse {

/// Returns whether a value consists only of dict (with keys of type str), list, str, int, float, bool and None, without
/// subclasses, and whether each dict and list in it is reachable in one way only. Runs none of the user's code. Throws
/// Python's RecursionError if the value is nested too deeply.
bool isPlainJson(const pybind11::object &value);

} // namespace pulse
