// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace pulse {

/// Makes UTF-8 the character encoding of this process and its children if the environment asks for another one, as it
/// does without any locale setting. Language and formats stay as they are. Call it before QCoreApplication is
/// constructed: Qt 6 works in UTF-8 only, and otherwise warns on stderr before any logging is set up.
void useUtf8Locale();

} // namespace pulse
