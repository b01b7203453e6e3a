// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

#include <QByteArray>

namespace pulse {

/// The whole content of a regular file of at most `largest` bytes. Never waits and never reads without end: pipes,
/// sockets and devices are errors. Error: a sentence that names the path.
Result<QByteArray> readRegularFile(const QString &path, qint64 largest);

} // namespace pulse
