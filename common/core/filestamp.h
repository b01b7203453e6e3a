// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFileInfo>
#include <QStringList>

#include <sys/stat.h>

namespace pulse {

/// Shows, without reading a file, whether it was replaced or written to. A ConfigMap's directory is changed by
/// replacing a symbolic link above the files, which is why the stamp contains the resolved path.
struct FileStamp
{
    QString place; ///< without symbolic links; empty: the file does not exist
    qint64 size = 0;
    qint64 inode = 0;
    qint64 modified = 0; ///< ns since epoch

    static FileStamp of(const QString &path)
    {
        struct stat status = {};
        if (::stat(QFile::encodeName(path).constData(), &status) != 0)
            return {};
        return {QFileInfo(path).canonicalFilePath(), status.st_size, static_cast<qint64>(status.st_ino),
                status.st_mtim.tv_sec * 1'000'000'000 + status.st_mtim.tv_nsec};
    }
    static QList<FileStamp> ofAll(const QStringList &paths)
    {
        QList<FileStamp> stamps;
        for (const QString &path : paths)
            stamps << of(path);
        return stamps;
    }
    bool operator==(const FileStamp &) const = default;
};

} // namespace pulse
