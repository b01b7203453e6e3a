// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

namespace pulse {

/// A free TCP port of 127.0.0.1, kept for a program that listens with SO_REUSEADDR, as ssh does: while this has it, the
/// kernel gives it to nobody who asks for any port, be it to listen or to connect.
class LocalPort
{
public:
    LocalPort() = default;
    ~LocalPort();
    LocalPort(const LocalPort &) = delete;
    LocalPort &operator=(const LocalPort &) = delete;

    Result<void> choose();                               ///< another than before, if it had one
    quint16 number() const noexcept { return m_number; } ///< 0: none was chosen

private:
    int m_socket = -1;
    quint16 m_number = 0;
};

} // namespace pulse
