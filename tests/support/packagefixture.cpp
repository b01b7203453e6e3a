// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/packagefixture.h"

#include "common/core/literals.h"
#include "tests/support/files.h"
#include "tests/support/python.h"
#include "tests/support/timeouts.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace pulse::test {

PackageFixture::Files PackageFixture::packageOf(const QByteArray &version)
{
    return {{u"my-function/main.py"_s,
             "import helper\n"
             "def run(input, context):\n"
             "    context.env['calls'] = context.env.get('calls', 0) + 1\n"
             "    return {'version': helper.version, 'n': input['n'], 'calls': context.env['calls'],\n"
             "            'mtime': context.function_getmtime}\n"},
            {u"my-function/helper.py"_s, "version = '" + version + "'\n"}};
}

void PackageFixture::setUp()
{
    RuntimeFixture::setUp();
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(QDir().mkdir(path(u"tmp"_s)));
    setVariable("TMPDIR", path(u"tmp"_s));
    setVariable("HANDLER_FUNCTION", u"my-function/main.py:run"_s);
    m_n = 0;
}

void PackageFixture::tearDown()
{
    if (m_runtime->isRunning())
        QCOMPARE(m_runtime->terminate(), 0);
    const QStringList left = QDir(path(u"tmp"_s)).entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
    QCOMPARE(left, QStringList());
    RuntimeFixture::tearDown();
}

QByteArray PackageFixture::zipOf(const Files &files)
{
    const QTemporaryDir folder;
    QStringList names;
    for (const auto &[name, content] : files) {
        const QString file = folder.filePath(name);
        if (!QDir().mkpath(QFileInfo(file).path()))
            qFatal("no folder for %s", qUtf8Printable(file));
        writeFile(file, content);
        if (const QString top = name.section('/'_L1, 0, 0); !names.contains(top))
            names << top;
    }
    const QString zip = folder.filePath(u"made.zip"_s);
    runPython(QStringList{u"-m"_s, u"zipfile"_s, u"-c"_s, zip} + names, folder.path());
    QFile file(zip);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void PackageFixture::startWithZip(const QString &place)
{
    setVariable("FUNCTION_ZIP", place);
    QVERIFY(m_runtime->start());
}

void PackageFixture::callAndExpect(const char *version)
{
    const int calls = resultOf("calls");
    putNumber(++m_n);
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), m_n, waitTimeout);
    QCOMPARE(result().value("version"_L1).toString(), QLatin1String(version));
    QCOMPARE(resultOf("calls"), calls + 1);
}

} // namespace pulse::test
