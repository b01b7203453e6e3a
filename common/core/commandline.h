// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/settings.h"

namespace pulse {

/// Overwrites, in place, those parts of a program's arguments that Setting::Display hides in logs: users, passwords,
/// queries and fragments of URLs, and texts of which only the length is shown. From then on, `ps` and /proc/PID/cmdline
/// show asterisks for them.
void hideSecrets(const QList<Setting> &settings, int argc, char **argv);

} // namespace pulse
