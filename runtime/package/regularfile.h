// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

#include <QByteArray>

namespace pulse {

/// Reads a regular file of at most `largest` bytes. Never blocks and never reads without a limit: pipes, sockets and
/// devices are errors. Error: a sentence with the path.
Result<QByteArray> readRegularFile(const QString &path, qint64 largest);

} // namespace pulse
