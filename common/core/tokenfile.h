// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

#include <QByteArray>

namespace pulse {

/// The token in the first line of a file: visible ASCII without spaces, as `Authorization: Bearer` carries it (RFC
/// 6750). Errors name the file's problem and never what is in it.
Result<QByteArray> readTokenFile(const QString &path);

} // namespace pulse
