// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/gateway/gatewaylog.h"

namespace pulse {

Q_LOGGING_CATEGORY(gatewayLog, "gateway")

} // namespace pulse
