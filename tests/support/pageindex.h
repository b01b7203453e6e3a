// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace pulse::test {

/// The indexes of the pages in pageEntries().
struct PageIndex
{
    static constexpr int Overview = 0;
    static constexpr int Cpus = 1;
    static constexpr int System = 2;
    static constexpr int Function = 3;
    static constexpr int Data = 4;
};

} // namespace pulse::test
