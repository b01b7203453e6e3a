// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runtime/gateway/feedoutput.h"
#include "runtime/http/httpanswer.h"

namespace pulse {

/// The results for scripts, as one JSON answer instead of a stream; see docs/reference/gateway.md.

/// Returns the newest result of each output, or of the output that the query names.
HttpAnswer latestAnswer(const QList<FeedOutput *> &outputs, const QByteArray &query);

/// Returns the results of one output in a time range.
HttpAnswer historyAnswer(const QList<FeedOutput *> &outputs, const QByteArray &query);

} // namespace pulse
