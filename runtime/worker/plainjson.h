// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <pybind11/pybind11.h>

namespace pulse {

/// Returns whether a value consists of nothing but dict (with keys of type str), list, str, int, float, bool and None,
/// no subclasses, and whether there is one way only to reach each dict and list in it. Runs no code of the user's.
/// Throws Python's RecursionError if the value is nested too deeply.
bool isPlainJson(const pybind11::object &value);

} // namespace pulse
