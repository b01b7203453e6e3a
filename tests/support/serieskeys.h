// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/metrics/serieskey.h"

namespace pulse::test {

/// Returns the key of a series without a name of its own; `window` in seconds.
inline SeriesKey key(const char *family, int index = -1, int window = 0)
{
    return {QString::fromLatin1(family), {}, index, window};
}

} // namespace pulse::test
