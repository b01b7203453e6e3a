// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

namespace pulse {

/// A free TCP port of 127.0.0.1, reserved for a program that listens with SO_REUSEADDR, as ssh does: as long as this
/// object exists, the kernel assigns the port to no program that asks for any free port, to listen or to connect.
class LocalPort
{
public:
    LocalPort() = default;
    ~LocalPort();
    LocalPort(const LocalPort &) = delete;
    LocalPort &operator=(const LocalPort &) = delete;

    Result<void> choose();                               ///< reserves a port, different from the previous one
    quint16 number() const noexcept { return m_number; } ///< 0: none is reserved

private:
    int m_socket = -1;
    quint16 m_number = 0;
};

} // namespace pulse
