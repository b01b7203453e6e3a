// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace pulse {

QString programVersion(); ///< "0.2.0", or "0.2.0-dev" before its release

/// Returns what --version prints after a program's name: "0.1.0 (revision 0ca1ca8, Qt 6.8.2, GCC 14.2.0)", with the Qt
/// version in use; "development build" instead of the revision if packaging has not set one.
QString versionText();

} // namespace pulse
