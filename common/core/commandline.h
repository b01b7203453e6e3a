// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/settings.h"

namespace pulse {

/// Overwrites, in place, those parts of a program's arguments that Setting::Display hides in logs: users, passwords,
/// queries and fragments of URLs, and texts of which only the length is shown. From then on the command line that the
/// system shows (`ps`, /proc/PID/cmdline) has asterisks there.
void hideSecrets(const QList<Setting> &settings, int argc, char **argv);

} // namespace pulse
