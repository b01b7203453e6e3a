// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/logging.h"

namespace pulse {

Q_DECLARE_LOGGING_CATEGORY(collectorLog) ///< "collector"

} // namespace pulse
