// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

#include <QUrl>

namespace pulse {

/// The feed of a gateway, ws:// or wss://, from what a browser is given for it (http://host:53004, or below a path
/// https://host/pulse/) or from the URL of the feed itself, whose path ends in /feed. Errors do not repeat the text: it
/// may hold a password.
Result<QUrl> feedUrl(const QString &text);

} // namespace pulse
