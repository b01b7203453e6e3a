// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace pulse {

/// Switches the character encoding of this process and its children to UTF-8 if the environment sets another one, as an
/// environment without locale settings does. Language and formats do not change. Call it before QCoreApplication is
/// constructed: Qt 6 supports UTF-8 only and otherwise warns on stderr before logging is set up.
void useUtf8Locale();

} // namespace pulse
