// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/support/runtimefixture.h"

#include <QTemporaryDir>

#include <memory>
#include <utility>

namespace pulse::test {

/// The runtime with functions in zips. Its temporary files are in a folder of the test, which has to be empty at the
/// end.
class PackageFixture : protected RuntimeFixture
{
protected:
    using Files = QList<std::pair<QString, QByteArray>>; ///< names and contents

    void setUp();
    void tearDown(); ///< ends the runtime and checks that no temporary files remain

    /// Returns the path of a file in the test's folder.
    QString path(const QString &name) const { return m_folder->filePath(name); }
    /// Returns a function in a package, with another module. It returns the version, its input and its number of calls.
    static Files packageOf(const QByteArray &version);
    /// Returns the bytes of a zip with these files.
    QByteArray zipOf(const Files &files);
    void startWithZip(const QString &place);
    /// Writes the next measurement; this version of the package handles it, and env is kept.
    void callAndExpect(const char *version);

    std::unique_ptr<QTemporaryDir> m_folder;
    int m_n = 0;
};

} // namespace pulse::test
