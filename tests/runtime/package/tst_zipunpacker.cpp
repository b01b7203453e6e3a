// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/literals.h"
#include "runtime/package/zipunpacker.h"
#include "tests/support/files.h"
#include "tests/support/paths.h"
#include "tests/support/python.h"

#include <QDateTime>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <clocale>
#include <sys/stat.h>

using namespace pulse;
using namespace pulse::test;

namespace {

QByteArray modeOf(const QString &path)
{
    struct stat status
    {
    };
    ::lstat(QFile::encodeName(path).constData(), &status);
    return QByteArray::number(status.st_mode & 07777, 8);
}

QByteArrayList entriesUnder(const QString &folder)
{
    QByteArrayList paths;
    for (QDirIterator it(folder, QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot,
                         QDirIterator::Subdirectories);
         it.hasNext();)
        paths << QDir(folder).relativeFilePath(it.next()).toUtf8();
    std::sort(paths.begin(), paths.end());
    return paths;
}

/// Returns the content of a folder, sorted: "path/ mode" for each folder, and "path mode size" for each file.
QByteArrayList tree(const QString &folder)
{
    QByteArrayList lines;
    for (const QByteArray &path : entriesUnder(folder)) {
        const QFileInfo info(QDir(folder).filePath(QString::fromUtf8(path)));
        const QByteArray mode = modeOf(info.filePath());
        lines << (info.isDir() ? path + "/ " + mode : path + ' ' + mode + ' ' + QByteArray::number(info.size()));
    }
    return lines;
}

} // namespace

/// tests/data/make_zips.py creates the archives; each is unpacked into `m_base`/out.
class TestZipUnpacker : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void usualArchivesAreUnpacked_data();
    void usualArchivesAreUnpacked();
    void keepsContentAndTime();
    void dangerousArchivesAreRefused_data();
    void dangerousArchivesAreRefused();
    void limitsAreEnforced_data();
    void limitsAreEnforced();
    void limitsAllowUsualArchives();
    void otherFoldersAreRefused();
    void namesInErrorsAreShort();
    void unpacksUnderAnyLocale();
    void damagedArchivesDoNoHarm_data();
    void damagedArchivesDoNoHarm();

private:
    QByteArray zip(const QString &name) const { return contentOf(m_zips.filePath(name + u".zip"_s)); }
    QString out() const { return m_base->filePath(u"out"_s); }
    Result<void> unpack(const QString &name, const ZipLimits &limits = {}) const
    {
        return unpackZip(zip(name), out(), limits);
    }
    void checkHarmless(const QByteArray &damaged) const;

    QTemporaryDir m_zips;
    std::unique_ptr<QTemporaryDir> m_base;
};

void TestZipUnpacker::initTestCase()
{
    std::setlocale(LC_ALL, "C"); // the locale with the fewest characters
    runPython({test::dataPath("/make_zips.py"), m_zips.path()});
}

void TestZipUnpacker::init()
{
    m_base = std::make_unique<QTemporaryDir>();
    QVERIFY(QDir().mkdir(out()));
}

// No file may be created beside the folder.
void TestZipUnpacker::cleanup()
{
    QCOMPARE(QDir(m_base->path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot),
             QStringList{u"out"_s});
}

void TestZipUnpacker::usualArchivesAreUnpacked_data()
{
    QTest::addColumn<QByteArrayList>("expected");
    const auto row = [](const char *name, const QByteArrayList &expected) { QTest::newRow(name) << expected; };
    row("plain",
        {"empty.py 644 0", "handler.py 644 5", "lib/ 755", "lib/deep/ 755", "lib/deep/a.py 644 2", "stored.txt 644 2"});
    row("modes", {"bin/ 755", "bin/run 755 3", "open 644 2", "secret 644 2"});
    row("folders", {"my-package-1.0/ 755", "my-package-1.0/a-b.py 644 2", "my-package-1.0/data-2/ 755",
                    "my-package-1.0/data-2/c 644 2"});
    row("folder-after-file", {"lib/ 755", "lib/a.py 644 2"});
    row("needless-segments", {"a.py 644 2", "lib/ 755", "lib/b.py 644 2"});
    row("utf8", {"größe/ 755", "größe/日本語-🙂.py 644 2"});
    row("utf8-without-flag", {"größe/ 755", "größe/日本語-🙂.py 644 2"});
    row("mac", {"handler.py 644 5", "lib/ 755", "lib/a.py 644 2"});
    row("streamed", {"handler.py 644 5", "lib/ 755", "lib/a.py 644 2000"});
    row("windows", {"handler.py 644 5", "lib/ 755", "lib/a.py 644 2"});
    row("compresses-well", {"zeros 644 1000000"});
}

void TestZipUnpacker::usualArchivesAreUnpacked()
{
    const Result<void> unpacked = unpack(QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY2(unpacked, unpacked ? "" : qPrintable(unpacked.error().message));
    QTEST(tree(out()), "expected");
}

void TestZipUnpacker::keepsContentAndTime()
{
    QVERIFY(unpack(u"plain"_s));
    const QDir folder(out());
    QCOMPARE(contentOf(folder.filePath(u"handler.py"_s)), "pass\n");
    QCOMPARE(contentOf(folder.filePath(u"stored.txt"_s)), "b\n");
    // Without extra fields, times in a zip file are local times with a precision of two seconds.
    QCOMPARE(QFileInfo(folder.filePath(u"handler.py"_s)).lastModified(), QDateTime(QDate(2024, 5, 6), QTime(7, 8, 10)));
}

void TestZipUnpacker::dangerousArchivesAreRefused_data()
{
    QTest::addColumn<QString>("why");
    const auto row = [](const char *name, const char *why) { QTest::newRow(name) << QString::fromUtf8(why); };
    row("dotdot", "The entry '../x' of the zip file leads out of the folder");
    row("dotdot-inside", "The entry 'a/../../x' of the zip file leads out of the folder");
    row("dotdot-that-stays", "The entry 'a/../x' of the zip file leads out of the folder");
    row("dotdot-alone", "The entry '..' of the zip file leads out of the folder");
    row("dotdot-windows", "The entry '../x' of the zip file leads out of the folder");
    row("absolute", "The entry '/x' of the zip file has an absolute path");
    row("absolute-twice", "The entry '//x' of the zip file has an absolute path");
    row("drive", "The entry 'C:/x' of the zip file has an absolute path");
    row("drive-with-slash", "The entry 'C:/x' of the zip file has an absolute path");
    row("backslash", "The entry 'a\\..\\../x' of the zip file has a backslash in its path");
    row("control", "The entry 'a�b' of the zip file has a control character in its path");
    row("symlink", "The entry 'link' of the zip file is a symbolic link");
    row("through-symlink", "The entry 'link' of the zip file is a symbolic link");
    row("device", "The entry 'null' of the zip file is neither a file nor a folder");
    row("socket", "The entry 'socket' of the zip file is neither a file nor a folder");
    row("twice", "The entry 'a.py' of the zip file occurs twice");
    row("twice-written-otherwise", "The entry 'a.py' of the zip file occurs twice");
    row("file-then-folder", "The entry 'a' of the zip file is both a file and a folder");
    row("folder-then-file", "The entry 'a' of the zip file is both a file and a folder");
    row("folder-and-file", "The entry 'a' of the zip file is both a file and a folder");
    row("latin1", "The entry 'gr�e.py' of the zip file has a name that is not UTF-8");
    row("nothing", "This is not a zip file");
    row("text", "This is not a zip file");
    row("no-entries", "The zip file holds no files");
    row("mac-extras-alone", "The zip file holds no files");
    row("folders-alone", "The zip file holds no files");
    row("encrypted", "The zip file is encrypted");
    row("crc", "The entry 'a.txt' of the zip file is broken: ");
    row("deflate", "The entry 'handler.py' of the zip file is broken: ");
    row("cut-in-first-header", "The zip file is incomplete or broken");
    row("cut-in-data", "The zip file is incomplete or broken");
    row("cut-in-directory", "The zip file is incomplete or broken");
    row("cut-in-end", "The zip file is incomplete or broken");
    row("hole", "The zip file is incomplete or broken");
    row("entry-lost", "The zip file is broken: not all of its entries can be read");
    row("same-data-twice", "The zip file is broken: not all of its entries can be read");
    row("size-too-small", "The entry 'a.txt' of the zip file is broken: ");
    row("size-too-large", "The entry 'a' of the zip file is broken: ");
}

void TestZipUnpacker::dangerousArchivesAreRefused()
{
    QFETCH(QString, why);
    const Result<void> unpacked = unpack(QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY(!unpacked);
    QVERIFY2(unpacked.error().message.startsWith(why), qPrintable(unpacked.error().message));
    QVERIFY2(!unpacked.error().message.contains('\n'_L1), qPrintable(unpacked.error().message));
    QCOMPARE(entriesUnder(out()), QByteArrayList());
}

void TestZipUnpacker::limitsAreEnforced_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<qint64>("maximumBytes");
    QTest::addColumn<int>("maximumFiles");
    QTest::addColumn<QString>("why");
    const auto row = [](const char *tag, const char *name, qint64 bytes, int files, const char *why) {
        QTest::newRow(tag) << QString::fromLatin1(name) << bytes << files << QString::fromUtf8(why);
    };
    const ZipLimits standard;
    row("ratio", "bomb", standard.maximumBytes, standard.maximumFiles,
        "The zip file unpacks to over 200 times its own size");
    row("false header", "bomb-with-false-size", standard.maximumBytes, standard.maximumFiles,
        "The zip file unpacks to over 200 times its own size");
    row("bytes of one file", "bomb", 1000000, standard.maximumFiles, "The zip file unpacks to over 1000000 bytes");
    row("bytes in all", "large", 10 * 1024 - 1, standard.maximumFiles, "The zip file unpacks to over 10239 bytes");
    row("files", "many-files", standard.maximumBytes, 29, "The zip file holds over 29 files and folders");
    row("folders", "many-folders", standard.maximumBytes, 26, "The zip file holds over 26 files and folders");
}

void TestZipUnpacker::limitsAreEnforced()
{
    QFETCH(QString, name);
    QFETCH(qint64, maximumBytes);
    QFETCH(int, maximumFiles);
    const Result<void> unpacked = unpack(name, {maximumBytes, maximumFiles});
    QVERIFY(!unpacked);
    QTEST(unpacked.error().message, "why");
    QCOMPARE(entriesUnder(out()), QByteArrayList());
}

void TestZipUnpacker::limitsAllowUsualArchives()
{
    QVERIFY(unpack(u"large"_s, {10 * 1024, 10}));
    init();
    QVERIFY(unpack(u"many-folders"_s, {2, 27}));
}

void TestZipUnpacker::otherFoldersAreRefused()
{
    QVERIFY(!unpackZip(zip(u"plain"_s), m_base->filePath(u"missing"_s)));
    QVERIFY(unpack(u"plain"_s));
    const QByteArrayList before = tree(out());
    QVERIFY(!unpack(u"modes"_s));
    QCOMPARE(tree(out()), before);
}

void TestZipUnpacker::namesInErrorsAreShort()
{
    const Result<void> unpacked = unpack(u"long-name"_s);
    QVERIFY(!unpacked);
    QVERIFY2(unpacked.error().message.size() < 400, qPrintable(unpacked.error().message));
    QCOMPARE(entriesUnder(out()), QByteArrayList());
}

void TestZipUnpacker::unpacksUnderAnyLocale()
{
    std::setlocale(LC_ALL, "C.UTF-8");
    QVERIFY(unpack(u"utf8"_s));
    std::setlocale(LC_ALL, "C");
    QVERIFY(entriesUnder(out()).contains("größe/日本語-🙂.py"));
}

void TestZipUnpacker::damagedArchivesDoNoHarm_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"streamed", "dotdot", "symlink"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

/// Changes each byte in two ways, and truncates the archive at each position.
void TestZipUnpacker::damagedArchivesDoNoHarm()
{
    QFETCH(QString, name);
    const QByteArray whole = zip(name);
    for (qsizetype at = 0; at < whole.size(); ++at) {
        checkHarmless(whole.first(at));
        for (const int mask : {0xff, 0x01}) {
            QByteArray damaged = whole;
            damaged[at] = static_cast<char>(damaged[at] ^ mask);
            checkHarmless(damaged);
        }
        if (QTest::currentTestFailed())
            return;
    }
}

void TestZipUnpacker::checkHarmless(const QByteArray &damaged) const
{
    const Result<void> unpacked = unpackZip(damaged, out());
    const QByteArrayList entries = entriesUnder(out());
    QCOMPARE(entries.isEmpty(), !unpacked);
    for (const QByteArray &entry : entries)
        QVERIFY(!QFileInfo(QDir(out()).filePath(QString::fromUtf8(entry))).isSymLink());
    QCOMPARE(
        QDir(m_base->path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot).size(),
        1);
    if (unpacked)
        QVERIFY(QDir(out()).removeRecursively() && QDir().mkdir(out()));
}

QTEST_APPLESS_MAIN(TestZipUnpacker)
#include "tst_zipunpacker.moc"
