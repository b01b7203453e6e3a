// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

#include <QByteArray>

namespace pulse {

/// Limits on the unpacked archive. They apply to the actual content, not to the sizes that the archive declares.
struct ZipLimits
{
    qint64 maximumBytes = 256 * 1024 * 1024; ///< of all files together
    int maximumFiles = 10'000;               ///< files and folders
    int maximumRatio = 200;                  ///< unpacked to packed size, in total; checked above 1 MiB
};

/// Unpacks a zip archive into an empty folder and never outside of it. Files keep their modification time and the
/// executable bit; metadata of macOS is skipped. Names are read as UTF-8 in any locale, and a path with backslashes
/// only as one with slashes. Error: what is wrong with the archive, with the name of the entry; the folder is empty
/// again then.
Result<void> unpackZip(const QByteArray &zip, const QString &folder, const ZipLimits &limits = {});

} // namespace pulse
