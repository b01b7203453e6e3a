// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/utf8locale.h"

#include <QByteArray>

#include <clocale>
#include <cstring>

#ifdef Q_OS_UNIX
#include <langinfo.h>
#endif

namespace pulse {

void useUtf8Locale()
{
#ifdef Q_OS_UNIX
    std::setlocale(LC_ALL, "");
    if (std::strcmp(nl_langinfo(CODESET), "UTF-8") == 0)
        return;
    // LC_ALL overrides LC_CTYPE, so its value moves to LANG, which does not.
    if (const QByteArray all = qgetenv("LC_ALL"); !all.isEmpty()) {
        qunsetenv("LC_ALL");
        qputenv("LANG", all);
    }
    qputenv("LC_CTYPE", "C.UTF-8");
    if (!std::setlocale(LC_ALL, "")) { // the locale is not installed
        qputenv("LC_ALL", "C.UTF-8");
        std::setlocale(LC_ALL, "");
    }
#endif
}

} // namespace pulse
