// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

namespace pulse {

/// Keeps stdin, stdout and stderr of this process open: if a function closed one of them, the next connection to Redis
/// would get its descriptor, and the function would print into it.
class StandardStreams
{
public:
    StandardStreams();
    ~StandardStreams();
    StandardStreams(const StandardStreams &) = delete;
    StandardStreams &operator=(const StandardStreams &) = delete;

    void restore() const; ///< reopens those that have been closed

private:
    std::array<int, 3> m_copies{};
};

} // namespace pulse
