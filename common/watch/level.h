// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace pulse {

/// How much attention something asks for, in ascending order.
enum class Level { Normal, Warning, Critical };

} // namespace pulse
