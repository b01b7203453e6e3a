// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

#include <QByteArray>
#include <QHash>
#include <QString>
#include <QStringList>

namespace pulse {

/// The content of a file like `.env`: lines of the form NAME=value. Empty lines, lines that begin with #, `export `
/// before a name, and quotes around a value are handled as in python-dotenv; quoted values may have several lines.
struct VariablesFile
{
    QHash<QString, QString> variables; ///< if a name occurs several times, the last line counts
    QStringList unreadable;            ///< lines of any other form

    static VariablesFile parse(const QByteArray &content);
    /// A file that does not exist has no variables.
    static Result<VariablesFile> read(const QString &path);
};

} // namespace pulse
