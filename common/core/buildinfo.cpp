// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/buildinfo.h"

namespace pulse {

namespace {

QString compiler()
{
#ifdef __clang__
    return QStringLiteral("Clang %1.%2.%3").arg(__clang_major__).arg(__clang_minor__).arg(__clang_patchlevel__);
#else
    return QStringLiteral("GCC %1.%2.%3").arg(__GNUC__).arg(__GNUC_MINOR__).arg(__GNUC_PATCHLEVEL__);
#endif
}

QString revision()
{
    const QString given = QStringLiteral(PULSEBOARD_REVISION);
    return given.isEmpty() ? QStringLiteral("development build") : QStringLiteral("revision ") + given;
}

} // namespace

QString programVersion()
{
    return QStringLiteral(PULSEBOARD_VERSION);
}

QString versionText()
{
    return QStringLiteral("%1 (%2, Qt %3, %4)")
        .arg(programVersion(), revision(), QString::fromLatin1(qVersion()), compiler());
}

} // namespace pulse
