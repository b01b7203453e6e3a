// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/collector/collectorlog.h"

namespace pulse {

Q_LOGGING_CATEGORY(collectorLog, "collector")

} // namespace pulse
