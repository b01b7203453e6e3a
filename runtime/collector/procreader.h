// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/literals.h"
#include "common/core/result.h"

#include <QByteArray>
#include <QStringList>

namespace pulse {

/// Reads files of /proc and /sys below a root folder: "/", another machine's root that is mounted somewhere, or a
/// recorded tree. Paths are relative to that root ("proc/stat").
class ProcReader
{
public:
    explicit ProcReader(QString root = u"/"_s);

    /// The whole file. Error: its path and what the system said.
    Result<QByteArray> read(const QString &path) const;

    /// The names of the folders in a folder (links to folders too), in no particular order.
    Result<QStringList> folders(const QString &path) const;

    bool exists(const QString &path) const;

    /// Where the kernel's network tables are. "proc/net" belongs to the process that reads it, whatever the /proc it
    /// is read through; so below another root it is the first process there whose network is meant.
    QString networkFolder() const;

private:
    QString absolute(const QString &path) const;

    QString m_root; // ends in a slash
};

} // namespace pulse
