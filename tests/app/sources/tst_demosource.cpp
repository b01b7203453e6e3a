// SPDX-License-Identifier: GPL-3.0-or-later
// Demo data have the form of a real chain's data.
#include "app/sources/demosource.h"
#include "app/state/samplestore.h"
#include "common/core/literals.h"
#include "tests/support/files.h"

#include <QDateTime>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>

using namespace pulse;
using namespace pulse::test;

class TestDemoSource : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void historyOfAnHourContinuesLive();
    void averagesAreThoseOfTheMinute();
    void dashboardKnowsTheSeries_data();
    void dashboardKnowsTheSeries();
    void functionFailsSometimes();
    void machineIsDescribed();
    void secondOpenDoesNothing();
};

namespace {

/// Returns the history that the source emits when it is opened.
QList<Record> pastOf(DemoSource &source)
{
    QSignalSpy history(&source, &DemoSource::history);
    source.open();
    return history.constFirst().constFirst().value<QList<Record>>();
}

} // namespace

void TestDemoSource::historyOfAnHourContinuesLive()
{
    DemoSource source;
    const QList<Record> past = pastOf(source);
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    QVERIFY(past.size() > 1700);
    QVERIFY(past.constFirst().time <= now - 3'590'000);
    QVERIFY(past.constLast().time > now - 10'000);
    QCOMPARE(source.status().kind, SourceStatus::Kind::Live);
    QSignalSpy next(&source, &DemoSource::record);
    QTRY_COMPARE(next.size(), 1);
    QVERIFY(next.constFirst().constFirst().value<Record>().time > past.constLast().time);
}

void TestDemoSource::averagesAreThoseOfTheMinute()
{
    DemoMachine machine(1);
    double sum = 0;
    int count = 0;
    Record last;
    for (qint64 time = 0; time < 200'000; time += 2'000) {
        last = machine.next(time);
        if (time > 198'000 - 60'000) {
            sum += jsonObject(last.input).value("cpu_percent-3"_L1).toDouble();
            ++count;
        }
    }
    QCOMPARE(count, 30);
    QCOMPARE(jsonObject(last.output).value("moving_average_cpu_percent-3"_L1).toDouble(), sum / count);
}

void TestDemoSource::dashboardKnowsTheSeries_data()
{
    QTest::addColumn<QString>("chart");
    QTest::addColumn<int>("lines");
    QTest::addColumn<double>("most");
    QTest::newRow("averages") << u"cpu_average"_s << DemoMachine::cpuCount << 100.0;
    QTest::newRow("usage") << u"cpu_percent"_s << DemoMachine::cpuCount << 100.0;
    QTest::newRow("egress") << u"egress"_s << 1 << 100.0;
    QTest::newRow("cache") << u"cache"_s << 1 << 100.0;
    QTest::newRow("memory") << u"memory"_s << 4 << 35e9;
    QTest::newRow("memory in use") << u"memory_percent"_s << 1 << 100.0;
    QTest::newRow("network") << u"network"_s << 2 << 20e6;
    QTest::newRow("frequency") << u"cpu_frequency"_s << 1 << 5000.0;
    QTest::newRow("processes") << u"processes"_s << 1 << 1000.0;
    QTest::newRow("switches") << u"context_switches"_s << 1 << 1e6;
}

void TestDemoSource::dashboardKnowsTheSeries()
{
    QFETCH(QString, chart);
    QFETCH(double, most);
    DemoSource source;
    SampleStore store;
    QVERIFY(store.replace(pastOf(source)));
    const QList<SeriesKey> keys = store.chartKeys(chart);
    QTEST(int(keys.size()), "lines");
    const TimeRange range{*store.oldestTime(), *store.newestTime()};
    for (const SeriesKey &key : keys) {
        const QList<TimedValue> values = store.values(key, range, {1, store.longestGap(range)});
        QVERIFY(values.size() > 1000);
        for (const TimedValue &one : values)
            QVERIFY2(!(one.value < 0) && !(one.value > most), qPrintable(QString::number(one.value)));
    }
}

void TestDemoSource::functionFailsSometimes()
{
    DemoSource source;
    const QList<Record> past = pastOf(source);
    const FunctionReport report = source.report();
    QCOMPARE(report.failures.size(), 2);
    QVERIFY(report.failures.constFirst().time > report.failures.constLast().time);
    quint64 all = 0;
    for (const OutcomeCount &one : report.status->outcomes)
        all += one.count;
    QCOMPARE(all, report.status->calls);
    QCOMPARE(report.status->calls, quint64(past.size() + report.failures.size()));
}

void TestDemoSource::machineIsDescribed()
{
    DemoSource source;
    const QList<Record> past = pastOf(source);
    const Machine machine = source.report().machine.value_or(Machine());
    QVERIFY(!machine.name.isEmpty() && !machine.cpu.isEmpty());
    QCOMPARE(double(machine.memory), jsonObject(past.constLast().input).value("virtual_memory-total"_L1).toDouble());
}

void TestDemoSource::secondOpenDoesNothing()
{
    DemoSource source;
    QSignalSpy history(&source, &DemoSource::history);
    source.open();
    source.open();
    QCOMPARE(history.size(), 1);
}

QTEST_GUILESS_MAIN(TestDemoSource)
#include "tst_demosource.moc"
