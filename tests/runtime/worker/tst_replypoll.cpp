// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/literals.h"
#include "runtime/worker/replypoll.h"
#include "tests/support/files.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace pulse;
using namespace std::chrono_literals;

class TestReplyPoll : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void zeroNeverPolls();
    void pausesAfterMissesInARow();
    void quotaOfTheControlGroupCounts_data();
    void quotaOfTheControlGroupCounts();
};

void TestReplyPoll::zeroNeverPolls()
{
    ReplyPoll poll(0us);
    QCOMPARE(poll.next(), 0us);
}

void TestReplyPoll::pausesAfterMissesInARow()
{
    if (usableCpus() < 2)
        QSKIP("with fewer than two CPUs, it never polls");
    ReplyPoll poll(50us);
    const auto miss = [&poll](int times) {
        for (int i = 0; i < times; ++i) {
            QCOMPARE(poll.next(), 50us);
            poll.record(false);
        }
    };
    miss(7);
    poll.record(true); // they are not in a row
    miss(8);
    int skipped = 0;
    while (poll.next() == 0us)
        ++skipped;
    QCOMPARE(skipped, 1000);
    poll.record(false); // the attempt fails, so it pauses again
    QCOMPARE(poll.next(), 0us);
}

void TestReplyPoll::quotaOfTheControlGroupCounts_data()
{
    QTest::addColumn<QByteArrayList>("files"); // name, text, name, text, …
    QTest::addColumn<double>("cpus");
    QTest::newRow("version 2") << QByteArrayList{"cpu.max", "50000 100000\n"} << 0.5;
    QTest::newRow("version 1") << QByteArrayList{"cpu.cfs_quota_us", "25000", "cpu.cfs_period_us", "100000"} << 0.25;
    QTest::newRow("version 1, own folder")
        << QByteArrayList{"cpu/cpu.cfs_quota_us", "25000", "cpu/cpu.cfs_period_us", "100000"} << 0.25;
}

void TestReplyPoll::quotaOfTheControlGroupCounts()
{
    QFETCH(QByteArrayList, files);
    QFETCH(double, cpus);
    const QTemporaryDir folder;
    const double all = usableCpus(folder.path().toStdString());
    QVERIFY(all > 0);
    QVERIFY(QDir(folder.path()).mkpath(u"cpu"_s));
    for (qsizetype i = 0; i < files.size(); i += 2)
        test::writeFile(folder.filePath(QString::fromLatin1(files[i])), files[i + 1]);
    QCOMPARE(usableCpus(folder.path().toStdString()), cpus);
    test::writeFile(folder.filePath(QString::fromLatin1(files[0])), files.size() == 2 ? "max 100000" : "-1");
    QCOMPARE(usableCpus(folder.path().toStdString()), all);
}

QTEST_GUILESS_MAIN(TestReplyPoll)
#include "tst_replypoll.moc"
