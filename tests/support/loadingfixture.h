// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/literals.h"
#include "runtime/core/functionsettings.h"
#include "runtime/core/functionversion.h"
#include "runtime/worker/pythonhost.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <utility>

namespace pulse::test {

/// The real interpreter, and a folder for the files of a function.
class LoadingFixture
{
protected:
    /// Starts the interpreter; once for each program.
    void startPython()
    {
        Result<std::unique_ptr<PythonHost>> host = PythonHost::start({u"h"_s, 1, "in", "out"});
        QVERIFY(host);
        m_host = *std::move(host);
    }
    /// Creates an empty folder.
    void setUp() { m_folder = std::make_unique<QTemporaryDir>(); }

    /// Writes a file into the folder.
    void write(const QString &path, const QByteArray &text) const
    {
        QFile file(m_folder->filePath(path));
        if (!QDir().mkpath(QFileInfo(file).path()) || !file.open(QIODevice::WriteOnly) || file.write(text) < 0)
            qFatal("Cannot write %s", qUtf8Printable(file.fileName()));
    }
    /// Returns the next version, whose function is the entry point of the whole folder.
    FunctionVersion inFolder(const QString &entry)
    {
        const Result<EntryPoint> point = EntryPoint::parse(entry);
        if (!point)
            qFatal("%s", qUtf8Printable(point.error().message));
        FunctionVersion version;
        version.number = ++m_number;
        version.origin = u"f.zip"_s;
        version.folder = m_folder->path();
        version.module = point->module;
        version.function = point->function;
        version.modified = u"2026-01-02 03:04:05"_s;
        return version;
    }
    /// Returns the next version, whose function is in one file of the folder.
    FunctionVersion asFile(const QString &path)
    {
        FunctionVersion version = inFolder(u"handler"_s);
        version.file = version.copy = m_folder->filePath(path);
        version.folder = QFileInfo(version.file).path();
        return version;
    }
    QByteArray call(const QByteArray &input = "{}") { return m_host->call(input).json; }
    /// Loads the version; returns "loaded", or why this failed, with DIR instead of the path of the folder.
    QString failureOf(const FunctionVersion &version)
    {
        const Result<void, PythonFailure> loaded = m_host->load(version);
        return loaded ? u"loaded"_s : loaded.error().summary().replace(m_folder->path(), u"DIR"_s);
    }

    std::unique_ptr<PythonHost> m_host;
    std::unique_ptr<QTemporaryDir> m_folder;
    int m_number = 0; ///< of the newest version
};

} // namespace pulse::test
