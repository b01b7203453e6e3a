// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

#include <QByteArray>

namespace pulse {

/// Reads the token from the first line of a file: visible ASCII without spaces, as in `Authorization: Bearer` (RFC
/// 6750). Errors describe the problem and never contain the file's content.
Result<QByteArray> readTokenFile(const QString &path);

} // namespace pulse
