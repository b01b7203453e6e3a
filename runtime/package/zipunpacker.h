// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

#include <QByteArray>

namespace pulse {

/// What an archive may unpack to, by what really comes out of it and not by what it says of itself.
struct ZipLimits
{
    qint64 maximumBytes = 256 * 1024 * 1024; ///< of all files together
    int maximumFiles = 10'000;               ///< files and folders
    int maximumRatio = 200;                  ///< unpacked to packed, of the whole archive; once over 1 MiB is unpacked
};

/// Unpacks a zip archive into an empty folder, and nothing ever outside of it. Files keep their time of change and
/// whether they can be executed; what the desktops of Macs add is left out. Names are taken as UTF-8, whatever the
/// locale, and a path of backslashes alone as one of slashes. Error: what is wrong with the archive, with the name of
/// the entry; the folder is empty again then.
Result<void> unpackZip(const QByteArray &zip, const QString &folder, const ZipLimits &limits = {});

} // namespace pulse
