// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <pybind11/pybind11.h>

namespace pulse {

/// Returns whether a list or dict can be reached in more than one way from a value that consists of dicts, lists and
/// values that cannot change. The value must not have cycles.
bool sharesContainers(const pybind11::object &value);

} // namespace pulse
