// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/decimate.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <vector>

using namespace pulse;

Q_DECLARE_METATYPE(pulse::Thinning)

class TestDecimate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lowestAndHighestOfEachBucketRemain_data();
    void lowestAndHighestOfEachBucketRemain();
    void meansOfBuckets();
    void gapsRemain_data();
    void gapsRemain();
};

void TestDecimate::lowestAndHighestOfEachBucketRemain_data()
{
    QTest::addColumn<qint64>("bucket");
    QTest::addColumn<qint64>("first");
    QTest::addColumn<QList<qint64>>("times");
    // Values at 0, 10, …, 100: 0 5 1 6 2 7 3 8 4 9 none
    QTest::newRow("all") << qint64(10) << qint64(0) << QList<qint64>{0, 10, 20, 30, 40, 50, 60, 70, 80, 90};
    QTest::newRow("lowest and highest") << qint64(50) << qint64(0) << QList<qint64>{0, 30, 60, 90};
    QTest::newRow("buckets stay where they are") << qint64(50) << qint64(2) << QList<qint64>{20, 30, 60, 90};
    QTest::newRow("one bucket") << qint64(1000) << qint64(0) << QList<qint64>{0, 90};
}

void TestDecimate::lowestAndHighestOfEachBucketRemain()
{
    QFETCH(qint64, bucket);
    QFETCH(qint64, first);
    QFETCH(QList<qint64>, times);
    std::vector<qint64> axis;
    std::vector<double> column;
    for (int i = static_cast<int>(first); i < 10; ++i) {
        axis.push_back(10 * i);
        column.push_back(i % 2 == 0 ? i / 2.0 : 5 + (i - 1) / 2.0);
    }
    axis.push_back(100);
    column.push_back(std::numeric_limits<double>::quiet_NaN());
    QList<qint64> found;
    for (const TimedValue &value : decimate(axis, column, {bucket}))
        found.append(value.time);
    QCOMPARE(found, times);
}

void TestDecimate::meansOfBuckets()
{
    const double none = std::numeric_limits<double>::quiet_NaN();
    const std::vector<qint64> axis{1000, 1010, 1020, 1130, 1140, 1900};
    const std::vector<double> column{1, none, 4, 1e308, 1e308, 7};
    const QList<TimedValue> means = decimate(axis, column, {.bucket = 100, .longestGap = 300, .onlyMeans = true});
    QCOMPARE(means.size(), 4);
    QCOMPARE(means[0], (TimedValue{1010, 2.5}));
    QCOMPARE(means[1].time, 1135);
    QVERIFY(std::abs(means[1].value / 1e308 - 1) < 1e-9); // the sum would overflow
    QVERIFY(std::isnan(means[2].value));                  // a gap
    QCOMPARE(means[3], (TimedValue{1900, 7}));
}

void TestDecimate::gapsRemain_data()
{
    QTest::addColumn<Thinning>("thinning");
    QTest::addColumn<int>("pieces");
    QTest::newRow("as they are") << Thinning{1, 15'000} << 3;
    QTest::newRow("nothing is a gap") << Thinning() << 1;
    QTest::newRow("buckets of a period") << Thinning{5000, 15'000} << 3;
    QTest::newRow("buckets longer than the longest gap") << Thinning{25'000, 15'000} << 2;
    QTest::newRow("buckets longer than all gaps") << Thinning{100'000, 15'000} << 1;
}

/// The data are an hour with one value each 5 s, and two gaps, of 15 s and of a minute.
void TestDecimate::gapsRemain()
{
    QFETCH(Thinning, thinning);
    QFETCH(int, pieces);
    std::vector<qint64> axis;
    std::vector<double> column;
    for (qint64 time = 0; time < 3'600'000; time += 5000) {
        if ((time > 1'000'000 && time < 1'020'000) || (time > 2'000'000 && time < 2'060'000))
            continue;
        axis.push_back(time);
        column.push_back(static_cast<double>(time % 35'000));
    }
    int found = 1;
    qint64 before = 0;
    for (const TimedValue &value : decimate(axis, column, thinning)) {
        if (std::isnan(value.value)) {
            ++found;
            before = 0;
            continue;
        }
        QVERIFY(before == 0 || value.time - before <= thinning.longestStep());
        before = value.time;
    }
    QCOMPARE(found, pieces);
}

QTEST_GUILESS_MAIN(TestDecimate)
#include "tst_decimate.moc"
