// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/paths.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>

namespace pulse::test {

/// A copy of one of the trees in tests/data/proc. Its files can be changed, like those of a live /proc.
class ProcTree
{
public:
    explicit ProcTree(const QString &name) { apply(name); }

    QString root() const { return m_folder.path(); }

    /// Copies another tree's files over the existing ones.
    void apply(const QString &name) const
    {
        const QDir source(test::dataPath("/proc/") + name);
        QDirIterator files(source.path(), QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (!file.open(QIODevice::ReadOnly))
                qFatal("Cannot read %s", qUtf8Printable(file.fileName()));
            write(source.relativeFilePath(file.fileName()), file.readAll());
        }
    }

    void write(const QString &path, const QByteArray &text) const
    {
        QFile file(m_folder.filePath(path));
        if (!QDir().mkpath(QFileInfo(file).path()) || !file.open(QIODevice::WriteOnly) || file.write(text) < 0)
            qFatal("Cannot write %s", qUtf8Printable(file.fileName()));
    }

    void remove(const QString &path) const
    {
        const QString absolute = m_folder.filePath(path);
        if (!(QFileInfo(absolute).isDir() ? QDir(absolute).removeRecursively() : QFile::remove(absolute)))
            qFatal("Cannot remove %s", qUtf8Printable(absolute));
    }

    QByteArray read(const QString &path) const
    {
        QFile file(m_folder.filePath(path));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("Cannot read %s", qUtf8Printable(file.fileName()));
        return file.readAll();
    }

private:
    QTemporaryDir m_folder;
};

} // namespace pulse::test
