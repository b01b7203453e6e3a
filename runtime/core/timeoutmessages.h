// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/literals.h"

#include <QString>

#include <chrono>

namespace pulse {

/// Returns the message for an import that takes longer than LOAD_TIMEOUT.
QString loadTimeoutMessage(std::chrono::milliseconds limit);

/// Returns the message for HANDLER_TIMEOUT. `subject` says what took too long.
QString handlerTimeoutMessage(std::chrono::milliseconds limit, const QString &subject = u"the handler took longer"_s);

} // namespace pulse
