// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/render/timeticks.h"
#include "common/core/literals.h"

#include <QDateTime>
#include <QTest>

using namespace pulse;

class TestTimeTicks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void ticksAreRound_data();
    void ticksAreRound();
    void ticksAreRoundOnBothSidesOfAClockChange_data();
    void ticksAreRoundOnBothSidesOfAClockChange();
};

void TestTimeTicks::initTestCase()
{
    QLocale::setDefault(QLocale::c());
}

void TestTimeTicks::ticksAreRound_data()
{
    QTest::addColumn<int>("seconds");
    QTest::addColumn<int>("most");
    QTest::addColumn<QString>("labels"); // from 10:00:30 on
    QTest::newRow("each minute") << 300 << 8 << "10:01 10:02 10:03 10:04 10:05";
    QTest::newRow("less room") << 300 << 4 << "10:02 10:04";
    QTest::newRow("an hour") << 3600 << 7 << "10:10 10:20 10:30 10:40 10:50 11:00";
    QTest::newRow("hardly any room") << 300 << 2 << "10:05";
}

void TestTimeTicks::ticksAreRound()
{
    QFETCH(int, seconds);
    QFETCH(int, most);
    QFETCH(QString, labels);
    const QDateTime from(QDate(2026, 3, 1), QTime(10, 0, 30));
    QStringList found;
    for (const TimeTick &tick : timeTicks(from.toMSecsSinceEpoch(), from.addSecs(seconds).toMSecsSinceEpoch(), most)) {
        const QDateTime time = QDateTime::fromMSecsSinceEpoch(tick.time);
        QCOMPARE(time.time().second(), 0);
        found << time.toString(u"HH:mm"_s);
        QVERIFY(!tick.label.isEmpty());
    }
    QCOMPARE(found.join(' '_L1), labels);
}

void TestTimeTicks::ticksAreRoundOnBothSidesOfAClockChange_data()
{
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<QString>("from"); // UTC
    QTest::addColumn<int>("hours");
    QTest::addColumn<QString>("labels");
    QTest::newRow("back by an hour") << QByteArray("America/New_York") << "2026-11-01T05:25:00Z" << 1
                                     << "01:30 01:40 01:50 01:00 01:10 01:20";
    QTest::newRow("back, in steps of an hour")
        << QByteArray("America/New_York") << "2026-11-01T03:30:00Z" << 6 << "00:00 01:00 01:00 02:00 03:00 04:00";
    QTest::newRow("forward by half an hour")
        << QByteArray("Australia/Lord_Howe") << "2026-10-03T13:00:00Z" << 6 << "00:00 01:00 03:00 04:00 05:00 06:00";
}

void TestTimeTicks::ticksAreRoundOnBothSidesOfAClockChange()
{
    QFETCH(QByteArray, zone);
    QFETCH(QString, from);
    QFETCH(int, hours);
    QFETCH(QString, labels);
    const QByteArray before = qgetenv("TZ");
    qputenv("TZ", zone);
    ::tzset();
    const qint64 begin = QDateTime::fromString(from, Qt::ISODate).toMSecsSinceEpoch();
    QStringList found;
    for (const TimeTick &tick : timeTicks(begin, begin + hours * 3'600'000LL, 8))
        found.append(tick.label);
    before.isNull() ? qunsetenv("TZ") : qputenv("TZ", before);
    ::tzset();
    QCOMPARE(found.join(u' '), labels);
}

QTEST_GUILESS_MAIN(TestTimeTicks)
#include "tst_timeticks.moc"
