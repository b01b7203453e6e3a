// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace pulse {

/// How much attention something asks for, in ascending order.
enum class Level { Normal, Warning, Critical };

/// Something that happened, in one line.
struct Event
{
    qint64 time = 0; ///< ms since epoch
    Level level = Level::Normal;
    QString text;

    bool operator==(const Event &) const = default;
};

} // namespace pulse
