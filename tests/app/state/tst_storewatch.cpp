// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/samplestore.h"
#include "app/state/storewatch.h"
#include "common/core/literals.h"
#include "tests/support/samples.h"

#include <QElapsedTimer>
#include <QTest>

#include <cmath>

using namespace pulse;
using namespace pulse::test;

class TestStoreWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void historyIsChecked();
    void resultsAreCheckedOnce();
    void numbersThatPauseAreNotReportedAgain();
    void clockThatIsSetBackIsFollowed();
    void checkingIsMuchFasterThanLoading();
};

namespace {

constexpr qint64 start = 1'700'000'000'000;

Record memoryAt(int second, double percent)
{
    return recordOf(start + second * 1000, "{\"virtual_memory-percent\": " + QByteArray::number(percent) + "}");
}

/// Returns "seconds: number of the level that was reached" for each crossing.
QStringList textsOf(const QList<ThresholdEvent> &crossings)
{
    QStringList texts;
    for (const ThresholdEvent &crossing : crossings)
        texts.append(u"%1: %2"_s.arg((crossing.time - start) / 1000).arg(static_cast<int>(crossing.to)));
    return texts;
}

} // namespace

/// Crossings are in the order of time, and those of one result in the order of the series.
void TestStoreWatch::historyIsChecked()
{
    SampleStore store;
    QVERIFY(store.replace(
        {cpusAt(start, {10, 10, 10}), cpusAt(start + 1000, {10, 97, 85}), cpusAt(start + 2000, {85, 97, 10})}));
    StoreWatch watch;
    QVERIFY(!watch.hasStarted());
    const QList<ThresholdEvent> crossings = watch.check(store);
    QVERIFY(watch.hasStarted());
    QCOMPARE(textsOf(crossings), (QStringList{u"1: 2"_s, u"1: 1"_s, u"2: 1"_s, u"2: 0"_s}));
    QCOMPARE(crossings[0].key.index, 1);
    QCOMPARE(crossings[0].title, u"CPU 1"_s);
    QCOMPARE(crossings[0].unit, u"%"_s);
    QCOMPARE(crossings[0].limit, 95.0);
    QCOMPARE(crossings[2].key.index, 0);
    QCOMPARE(crossings[3].key.index, 2);
}

void TestStoreWatch::resultsAreCheckedOnce()
{
    QList<Record> records{memoryAt(0, 50), memoryAt(1, 96), memoryAt(2, 50)};
    SampleStore store;
    StoreWatch watch;
    QVERIFY(watch.check(store).isEmpty());
    QVERIFY(!watch.hasStarted());
    QVERIFY(store.replace(records));
    QCOMPARE(textsOf(watch.check(store)), (QStringList{u"1: 2"_s, u"2: 0"_s}));
    QVERIFY(watch.check(store).isEmpty());
    QVERIFY(store.append(memoryAt(3, 96)));
    QCOMPARE(textsOf(watch.check(store)), QStringList{u"3: 2"_s});
    QVERIFY(store.replace(records)); // of another server, which is a little behind
    QVERIFY(watch.check(store).isEmpty());
    records += QList{memoryAt(3, 96), memoryAt(4, 97), memoryAt(5, 50)};
    records.removeFirst();
    QVERIFY(store.replace(records)); // the history begins with a high value
    QCOMPARE(textsOf(watch.check(store)), QStringList{u"5: 0"_s});
}

void TestStoreWatch::numbersThatPauseAreNotReportedAgain()
{
    SampleStore store;
    StoreWatch watch;
    QVERIFY(store.replace({memoryAt(0, 96), recordOf(start + 1000, "{\"a\": 1}"), memoryAt(2, 97)}));
    QCOMPARE(textsOf(watch.check(store)), QStringList{u"0: 2"_s});
    QVERIFY(store.append(recordOf(start + 3000, "{\"a\": 1}")));
    QVERIFY(watch.check(store).isEmpty());
    QVERIFY(store.append(memoryAt(4, 50)));
    QCOMPARE(textsOf(watch.check(store)), QStringList{u"4: 0"_s});
}

void TestStoreWatch::clockThatIsSetBackIsFollowed()
{
    SampleStore store;
    StoreWatch watch;
    for (int second = 0; second < 10; ++second)
        QVERIFY(store.append(memoryAt(second, 50)));
    QVERIFY(watch.check(store).isEmpty());
    QStringList texts;
    for (int second = -3600; second < -3590; ++second) {
        QVERIFY(store.append(memoryAt(second, second < -3593 ? 50 : 96)));
        texts += textsOf(watch.check(store));
    }
    QCOMPARE(texts, QStringList{u"-3593: 2"_s});
}

/// Six hours of 64 CPUs, which cross their limits all the time.
void TestStoreWatch::checkingIsMuchFasterThanLoading()
{
    QList<Record> records;
    for (int i = 0; i < 4320; ++i) {
        QList<double> cpus;
        for (int cpu = 0; cpu < 64; ++cpu)
            cpus.append(70 + 29 * std::sin(0.05 * i + cpu));
        records.append(cpusAt(start + i * 5000, cpus));
    }
    SampleStore store;
    QElapsedTimer timer;
    timer.start();
    QVERIFY(store.replace(records));
    const qint64 loading = timer.nsecsElapsed();
    StoreWatch watch;
    timer.restart();
    const QList<ThresholdEvent> crossings = watch.check(store);
    const qint64 checking = timer.nsecsElapsed();
    qInfo("loaded in %lld ms, checked in %lld ms: %lld crossings", loading / 1'000'000, checking / 1'000'000,
          static_cast<long long>(crossings.size()));
    QVERIFY(crossings.size() > 1000);
    QVERIFY(checking < loading / 5);
}

QTEST_GUILESS_MAIN(TestStoreWatch)
#include "tst_storewatch.moc"
