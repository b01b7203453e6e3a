// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/cpumodel.h"
#include "common/core/literals.h"

#include <QAbstractItemModelTester>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>

using namespace pulse;

class TestCpuModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void filterAcceptsMatchingCpus_data();
    void filterAcceptsMatchingCpus();
    void invalidFiltersAreRefused_data();
    void invalidFiltersAreRefused();
    void rowsFollowTheStore();
    void chosenWindowIsShown();
    void everyFiniteNumberIsShown();
    void rowsAreSortedByLoad();
    void invalidFilterKeepsThePreviousOne();
};

namespace {

constexpr qint64 start = 1'700'000'000'000;

struct Cpu
{
    int number = 0;
    std::optional<double> usage;
    std::optional<double> average;
};

Record record(qint64 time, const QList<Cpu> &cpus)
{
    QJsonObject output;
    QJsonObject input;
    for (const Cpu &cpu : cpus) {
        if (cpu.average)
            output.insert(u"avg-util-cpu%1-60sec"_s.arg(cpu.number), *cpu.average);
        if (cpu.usage)
            input.insert(u"cpu_percent-%1"_s.arg(cpu.number), *cpu.usage);
    }
    return {time, QJsonDocument(output).toJson(), QJsonDocument(input).toJson()};
}

QList<int> listed(const QAbstractItemModel &model)
{
    QList<int> cpus;
    for (int row = 0; row < model.rowCount(); ++row)
        cpus.append(model.index(row, 0).data(CpuModel::CpuRole).toInt());
    return cpus;
}

QString text(const QAbstractItemModel &model, int row, int column)
{
    return model.index(row, column).data().toString();
}

} // namespace

void TestCpuModel::filterAcceptsMatchingCpus_data()
{
    QTest::addColumn<QString>("filter");
    QTest::addColumn<QList<int>>("accepted"); // of CPUs 0 to 4 with loads of 0, 25, 50, 75 and none
    QTest::newRow("nothing") << QString() << QList{0, 1, 2, 3, 4};
    QTest::newRow("spaces") << u"  "_s << QList{0, 1, 2, 3, 4};
    QTest::newRow("one") << u"3"_s << QList{3};
    QTest::newRow("named") << u"CPU3"_s << QList{3};
    QTest::newRow("several") << u"0, 4 2"_s << QList{0, 2, 4};
    QTest::newRow("range") << u"1-3"_s << QList{1, 2, 3};
    QTest::newRow("above") << u">50"_s << QList{2, 3};
    QTest::newRow("below") << u"<= 25%"_s.remove(' '_L1) << QList{0, 1};
    QTest::newRow("between") << u">20 <60"_s << QList{1, 2};
    QTest::newRow("both") << u"2-4,>60"_s << QList{3};
    QTest::newRow("no CPU") << u"77"_s << QList<int>();
}

void TestCpuModel::filterAcceptsMatchingCpus()
{
    QFETCH(QString, filter);
    QFETCH(QList<int>, accepted);
    const std::optional<CpuFilter> parsed = CpuFilter::parse(filter);
    QVERIFY(parsed);
    QList<int> result;
    for (int cpu = 0; cpu < 5; ++cpu) {
        if (parsed->accepts(cpu, cpu < 4 ? std::optional(cpu * 25.0) : std::nullopt))
            result.append(cpu);
    }
    QCOMPARE(result, accepted);
}

void TestCpuModel::invalidFiltersAreRefused_data()
{
    QTest::addColumn<QString>("filter");
    for (const char *text : {"hot", "-1", "1-", ">", ">1000", "1..3", "3 hot"})
        QTest::newRow(text) << QString::fromLatin1(text);
}

void TestCpuModel::invalidFiltersAreRefused()
{
    QFETCH(QString, filter);
    QVERIFY(!CpuFilter::parse(filter));
}

void TestCpuModel::rowsFollowTheStore()
{
    SampleStore store;
    CpuModel model(store);
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(store.append(record(start, {{0, 10, 20}, {1, 30, {}}})));
    model.refresh(60, {start - 60'000, start}, 15'000);
    QCOMPARE(listed(model), (QList{0, 1}));
    QCOMPARE(text(model, 0, CpuModel::Usage), u"10.0%"_s);
    QCOMPARE(text(model, 0, CpuModel::Average), u"20.0%"_s);
    QCOMPARE(text(model, 1, CpuModel::Average), u"–"_s);
    QCOMPARE(model.index(0, CpuModel::Number).data(Qt::AccessibleDescriptionRole).toString(),
             u"usage 10.0%, average 20.0%"_s);

    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    QVERIFY(store.append(record(start + 5000, {{0, 40, 50}, {1, 60, 70}})));
    model.refresh(60, {start - 60'000, start + 5000}, 15'000);
    QCOMPARE(changes.size(), 1);
    QCOMPARE(resets.size(), 0);
    QCOMPARE(text(model, 1, CpuModel::Average), u"70.0%"_s);
    const auto history = model.index(0, CpuModel::UsageHistory).data(CpuModel::HistoryRole).value<QList<TimedValue>>();
    QCOMPARE(history, (QList<TimedValue>{{start, 10}, {start + 5000, 40}}));

    QVERIFY(store.append(record(start + 10'000, {{2, 1, 1}})));
    model.refresh(60, {start - 60'000, start + 10'000}, 15'000);
    QCOMPARE(resets.size(), 1);
    QCOMPARE(listed(model), (QList{0, 1, 2}));
    QCOMPARE(text(model, 0, CpuModel::Usage), u"–"_s); // the newest result does not contain it
}

void TestCpuModel::chosenWindowIsShown()
{
    SampleStore store;
    QVERIFY(store.append({start, R"({"avg-util-cpu0-60sec": 11, "avg-util-cpu0-1h": 22})", {}}));
    CpuModel model(store);
    model.refresh(60, {start - 1000, start}, 15'000);
    QCOMPARE(text(model, 0, CpuModel::Average), u"11.0%"_s);
    model.refresh(3600, {start - 1000, start}, 15'000);
    QCOMPARE(text(model, 0, CpuModel::Average), u"22.0%"_s);
}

void TestCpuModel::everyFiniteNumberIsShown()
{
    SampleStore store;
    QVERIFY(store.append(record(start, {{0, 1e300, -9e18}, {1, 5e-324, 99.94}})));
    CpuModel model(store);
    model.refresh(60, {start - 1000, start}, 15'000);
    QCOMPARE(text(model, 0, CpuModel::Usage), u"> 9999%"_s);
    QCOMPARE(text(model, 0, CpuModel::Average), u"< −9999%"_s);
    QCOMPARE(text(model, 1, CpuModel::Usage), u"0.0%"_s);
    QCOMPARE(text(model, 1, CpuModel::Average), u"99.9%"_s);
}

void TestCpuModel::rowsAreSortedByLoad()
{
    SampleStore store;
    QVERIFY(store.append(record(start, {{0, 10, 20}, {1, 90, {}}, {2, 50, 60}, {10, 50, 70}})));
    CpuModel model(store);
    CpuProxy proxy;
    const QAbstractItemModelTester tester(&proxy, QAbstractItemModelTester::FailureReportingMode::QtTest);
    proxy.setSourceModel(&model);
    model.refresh(60, {start - 1000, start}, 15'000);
    proxy.sort(CpuModel::Number, Qt::AscendingOrder);
    QCOMPARE(listed(proxy), (QList{0, 1, 2, 10}));
    proxy.sort(CpuModel::Average, Qt::DescendingOrder);
    QCOMPARE(listed(proxy), (QList{10, 2, 0, 1}));
    proxy.sort(CpuModel::AverageHistory, Qt::AscendingOrder);
    QCOMPARE(listed(proxy), (QList{0, 2, 10, 1})); // CPUs without a value are last in both orders

    proxy.sort(CpuModel::Usage, Qt::DescendingOrder);
    QVERIFY(store.append(record(start + 5000, {{0, 99, 20}, {1, 90, {}}, {2, 50, 60}, {10, 51, 70}})));
    model.refresh(60, {start - 1000, start + 5000}, 15'000);
    QCOMPARE(listed(proxy), (QList{0, 1, 10, 2})); // sorted again without a call
}

void TestCpuModel::invalidFilterKeepsThePreviousOne()
{
    SampleStore store;
    QVERIFY(store.append(record(start, {{0, 10, 20}, {1, 90, 80}})));
    CpuModel model(store);
    CpuProxy proxy;
    proxy.setSourceModel(&model);
    model.refresh(60, {start - 1000, start}, 15'000);
    QVERIFY(proxy.setFilterText(u">50"_s));
    QCOMPARE(listed(proxy), QList{1});
    QVERIFY(!proxy.setFilterText(u"warm"_s));
    QCOMPARE(listed(proxy), QList{1});
    QVERIFY(proxy.setFilterText(QString()));
    QCOMPARE(proxy.rowCount(), 2);
}

QTEST_GUILESS_MAIN(TestCpuModel)
#include "tst_cpumodel.moc"
