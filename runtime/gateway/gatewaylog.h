// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLoggingCategory>

namespace pulse {

Q_DECLARE_LOGGING_CATEGORY(gatewayLog) ///< "gateway"

} // namespace pulse
