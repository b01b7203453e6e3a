// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runtime/gateway/feedoutput.h"
#include "runtime/http/httpanswer.h"

namespace pulse {

/// The feed for scripts: one answer in JSON instead of a stream. docs/gateway.md describes both.

/// The newest result of each output, or of that which the query names.
HttpAnswer latestAnswer(const QList<FeedOutput *> &outputs, const QByteArray &query);

/// The results of one output in a range of time.
HttpAnswer historyAnswer(const QList<FeedOutput *> &outputs, const QByteArray &query);

} // namespace pulse
