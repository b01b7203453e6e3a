// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

#include <QUrl>

namespace pulse {

/// Returns the URL of a gateway's feed, ws:// or wss://, for the URL that a browser uses (http://host:53004, or below a
/// path https://host/pulse/) or for the feed's own URL, whose path ends in /feed. Errors do not repeat the text, since
/// it may contain a password.
Result<QUrl> feedUrl(const QString &text);

} // namespace pulse
