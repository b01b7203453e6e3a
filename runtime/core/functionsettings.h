// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/literals.h"
#include "common/core/settings.h"

#include <QByteArray>
#include <QUrl>

namespace pulse {

/// The handler's place in the user's code, as HANDLER_FUNCTION and ZIP_ENTRY_FILE name it.
struct EntryPoint
{
    QString module; ///< `module`, `package.module` or `folder/file.py`; empty: found by the runtime
    QString function = u"handler"_s;

    /// Parses `handler`, `module.handler`, `package.module.handler` or `folder/file.py:handler`.
    static Result<EntryPoint> parse(const QString &text);
    bool operator==(const EntryPoint &) const = default;
};

/// Where the user's function comes from.
struct FunctionOrigin
{
    enum class Kind {
        File,    ///< a Python file: `place` is its absolute path
        Text,    ///< the source text itself
        ZipFile, ///< `place` is its absolute path; the file may contain the zip as base64 text, too
        ZipUrl,  ///< http or https
        ZipText, ///< base64
    };

    Kind kind = Kind::File;
    QString place;
    QUrl url;
    QByteArray text;                              ///< for Text and ZipText
    QByteArray sha256;                            ///< of the zip, 64 hexadecimal digits in lower case; empty: any
    qint64 zipMaximumBytes = 256LL * 1024 * 1024; ///< unpacked
    EntryPoint entry;
    QString requirements; ///< a file for pip; empty: only the file in the zip, if there is one
};

/// The settings of the function's origin, with their flags, environment variables, defaults and help.
QList<Setting> functionSettings();

/// The files that are tried if no setting names a function that exists; the first one that exists is used.
QStringList usualModuleFiles();

/// Reads these settings. `isWorker`: the files need not exist, because the supervisor names the version to load.
FunctionOrigin readFunctionOrigin(Settings &settings, const QStringList &usualFiles, bool isWorker);

} // namespace pulse
