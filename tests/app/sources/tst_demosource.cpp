// SPDX-License-Identifier: GPL-3.0-or-later
// Demo data is what a real chain's would be.
#include "app/sources/demosource.h"
#include "app/state/samplestore.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>

using namespace pulse;

class TestDemoSource : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hasAnHourAndGoesOn();
    void averagesAreThoseOfTheMinute();
    void isShownByTheDashboard_data();
    void isShownByTheDashboard();
    void functionFailsNowAndThen();
    void opensOnce();
};

namespace {

QJsonObject parse(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object();
}

/// The past, as the source tells it.
QList<Record> pastOf(DemoSource &source)
{
    QSignalSpy history(&source, &DemoSource::history);
    source.open();
    return history.constFirst().constFirst().value<QList<Record>>();
}

} // namespace

void TestDemoSource::hasAnHourAndGoesOn()
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
            sum += parse(last.input).value(QLatin1String("cpu_percent-3")).toDouble();
            ++count;
        }
    }
    QCOMPARE(count, 30);
    QCOMPARE(parse(last.output).value(QLatin1String("moving_average_cpu_percent-3")).toDouble(), sum / count);
}

void TestDemoSource::isShownByTheDashboard_data()
{
    QTest::addColumn<QString>("chart");
    QTest::addColumn<int>("lines");
    QTest::addColumn<double>("most");
    QTest::newRow("averages") << QStringLiteral("cpu_average") << DemoMachine::cpuCount << 100.0;
    QTest::newRow("usage") << QStringLiteral("cpu_percent") << DemoMachine::cpuCount << 100.0;
    QTest::newRow("egress") << QStringLiteral("egress") << 1 << 100.0;
    QTest::newRow("cache") << QStringLiteral("cache") << 1 << 100.0;
    QTest::newRow("memory") << QStringLiteral("memory") << 4 << 35e9;
    QTest::newRow("memory in use") << QStringLiteral("memory_percent") << 1 << 100.0;
    QTest::newRow("network") << QStringLiteral("network") << 2 << 20e6;
    QTest::newRow("frequency") << QStringLiteral("cpu_frequency") << 1 << 5000.0;
    QTest::newRow("processes") << QStringLiteral("processes") << 1 << 1000.0;
    QTest::newRow("switches") << QStringLiteral("context_switches") << 1 << 1e6;
}

void TestDemoSource::isShownByTheDashboard()
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

void TestDemoSource::functionFailsNowAndThen()
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

void TestDemoSource::opensOnce()
{
    DemoSource source;
    QSignalSpy history(&source, &DemoSource::history);
    source.open();
    source.open();
    QCOMPARE(history.size(), 1);
}

QTEST_GUILESS_MAIN(TestDemoSource)
#include "tst_demosource.moc"
