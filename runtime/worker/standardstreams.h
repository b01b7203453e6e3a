// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

namespace pulse {

/// Keeps stdin, stdout and stderr of this process: a function that closes one of them would else find the next
/// connection to Redis in its place, and print into it.
class StandardStreams
{
public:
    StandardStreams();
    ~StandardStreams();
    StandardStreams(const StandardStreams &) = delete;
    StandardStreams &operator=(const StandardStreams &) = delete;

    void restore() const; ///< those that have been closed

private:
    std::array<int, 3> m_copies{};
};

} // namespace pulse
