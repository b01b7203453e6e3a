// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/literals.h"
#include "common/core/temporaryfolder.h"

#include <QDir>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>

using namespace pulse;

namespace {

constexpr int longEnough = 10'000;
const QString name = u"pulseboard-test"_s;

} // namespace

class TestTemporaryFolder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void existsAsLongAsItsObject();
    void removesWhatAnEndedProcessLeft();
    void leavesOtherFolders();
    void namesABaseThatCannotBeUsed();

private:
    QStringList folders() const { return QDir(m_base.path()).entryList(QDir::Dirs | QDir::NoDotAndDotDot); }

    QTemporaryDir m_base;
};

void TestTemporaryFolder::existsAsLongAsItsObject()
{
    auto first = TemporaryFolder::create(m_base.path(), name);
    auto second = TemporaryFolder::create(m_base.path(), name);
    QVERIFY(first && second);
    const QString path = (*first)->path();
    QVERIFY(QDir(path).exists());
    QCOMPARE(QFileInfo((*first)->filePath(u"one"_s)).path(), path);
    QCOMPARE(folders().size(), 2);
    first->reset();
    QVERIFY(!QDir(path).exists());
    second->reset();
    QCOMPARE(folders(), QStringList());
}

/// The other process is this program, which makes a folder and waits to be ended.
void TestTemporaryFolder::removesWhatAnEndedProcessLeft()
{
    QProcess other;
    other.start(QCoreApplication::applicationFilePath(), {u"--make-folder"_s, m_base.path()});
    QTRY_VERIFY_WITH_TIMEOUT(other.canReadLine(), longEnough);
    const QString left = QString::fromUtf8(other.readLine().trimmed());
    QVERIFY(QDir(left).exists());

    auto meanwhile = TemporaryFolder::create(m_base.path(), name);
    QVERIFY(meanwhile);
    QVERIFY2(QDir(left).exists(), "the other process uses it");

    ::kill(static_cast<pid_t>(other.processId()), SIGKILL);
    QVERIFY(other.waitForFinished(longEnough));
    QVERIFY(QDir(left).exists());
    auto next = TemporaryFolder::create(m_base.path(), name);
    QVERIFY(next);
    QVERIFY(!QDir(left).exists());
    QVERIFY(QDir((*meanwhile)->path()).exists());
}

void TestTemporaryFolder::leavesOtherFolders()
{
    QDir base(m_base.path());
    const QStringList others{u"pulseboard-other-aBcDeF"_s, u"pulseboard-test-aBcDeF"_s, u"pulseboard-test-longer"_s};
    for (const QString &other : others)
        QVERIFY(base.mkdir(other)); // without a lock: they may have just been created
    {
        auto own = TemporaryFolder::create(m_base.path(), name);
        QVERIFY(own);
    }
    QCOMPARE(folders(), others);
}

void TestTemporaryFolder::namesABaseThatCannotBeUsed()
{
    const auto refused = TemporaryFolder::create(u"/nowhere"_s, name);
    QVERIFY(!refused);
    QVERIFY2(refused.error().message.startsWith(u"No temporary folder can be created in /nowhere: "_s),
             qPrintable(refused.error().message));
    const QByteArray before = qgetenv("TMPDIR");
    qputenv("TMPDIR", "/nowhere/else");
    const auto missing = TemporaryFolder::create(QDir::tempPath(), name);
    qputenv("TMPDIR", before);
    QVERIFY(!missing);
    QVERIFY2(missing.error().message.contains("/nowhere/else"_L1), qPrintable(missing.error().message));
}

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    if (argc == 3 && QByteArray(argv[1]) == "--make-folder") {
        const auto folder = TemporaryFolder::create(QString::fromLocal8Bit(argv[2]), name);
        std::puts(qPrintable((*folder)->path()));
        std::fflush(stdout);
        return QCoreApplication::exec();
    }
    TestTemporaryFolder test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_temporaryfolder.moc"
