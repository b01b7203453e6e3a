// SPDX-License-Identifier: GPL-3.0-or-later
// Both ends of the feed: whatever can be decoded can be encoded again, and is then the same.
#include "common/feed/feedmessages.h"

#include <cstdlib>

using namespace pulse;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const Result<FeedMessage> message = decodeFeed(QByteArrayView(data, static_cast<qsizetype>(size)));
    if (!message || std::holds_alternative<FeedUnknown>(*message))
        return 0;
    const Result<FeedMessage> again = decodeFeed(encodeFeed(*message));
    if (!again || encodeFeed(*again) != encodeFeed(*message))
        std::abort();
    return 0;
}
