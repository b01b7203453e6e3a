// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/service/runtimelog.h"

namespace pulse {

Q_LOGGING_CATEGORY(runtimeLog, "runtime")

} // namespace pulse
