// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/buildinfo.h"

#include "common/core/literals.h"

namespace pulse {

namespace {

QString compiler()
{
#ifdef __clang__
    return u"Clang %1.%2.%3"_s.arg(__clang_major__).arg(__clang_minor__).arg(__clang_patchlevel__);
#else
    return u"GCC %1.%2.%3"_s.arg(__GNUC__).arg(__GNUC_MINOR__).arg(__GNUC_PATCHLEVEL__);
#endif
}

QString revision()
{
    const QString given = QStringLiteral(PULSEBOARD_REVISION);
    return given.isEmpty() ? u"development build"_s : u"revision "_s + given;
}

} // namespace

QString programVersion()
{
    return QStringLiteral(PULSEBOARD_VERSION);
}

QString versionText()
{
    return u"%1 (%2, Qt %3, %4)"_s.arg(programVersion(), revision(), QString::fromLatin1(qVersion()), compiler());
}

} // namespace pulse
