// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/literals.h"
#include "common/core/result.h"

#include <QByteArray>
#include <QStringList>

namespace pulse {

/// Reads a machine's files, such as those of /proc and /sys, below a root folder: "/", another machine's root that is
/// mounted somewhere, or a recorded tree. Paths are relative to that root ("proc/stat").
class ProcReader
{
public:
    explicit ProcReader(QString root = u"/"_s);

    /// Reads the whole file. Error: its path and the system's message.
    Result<QByteArray> read(const QString &path) const;

    /// Returns the names of the folders in a folder (including links to folders), in no particular order.
    Result<QStringList> folders(const QString &path) const;

    bool exists(const QString &path) const;

    bool isOfThisHost() const; ///< the root folder is "/"

    /// Returns the folder of the kernel's network tables. "proc/net" shows the network of the process that reads it,
    /// whichever /proc is used; below another root this is therefore the folder of that machine's first process.
    QString networkFolder() const;

private:
    QString absolute(const QString &path) const;

    QString m_root; // ends in a slash
};

} // namespace pulse
