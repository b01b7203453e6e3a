// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/utf8locale.h"

#include <QByteArray>

#include <clocale>
#include <cstring>

#ifdef Q_OS_UNIX
#include <langinfo.h>
#endif

namespace pulse {

#ifdef Q_OS_UNIX
namespace {

/// Returns the language of the locale for messages, such as "pt_BR" of "pt_BR.UTF-8".
QByteArray languageOf(const QByteArray &messages, const QByteArray &general)
{
    const QByteArray &locale = messages.isEmpty() ? general : messages;
    return locale.left(locale.indexOf('.'));
}

} // namespace
#endif

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
    if (!std::setlocale(LC_ALL, "")) {               // the locale is not installed
        if (qEnvironmentVariableIsEmpty("LANGUAGE")) // otherwise the user's language would be unknown
            qputenv("LANGUAGE", languageOf(qgetenv("LC_MESSAGES"), qgetenv("LANG")));
        qputenv("LC_ALL", "C.UTF-8");
        std::setlocale(LC_ALL, "");
    }
#endif
}

} // namespace pulse
