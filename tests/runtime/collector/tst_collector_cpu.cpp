// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/literals.h"
#include "runtime/collector/cpufrequency.h"
#include "runtime/collector/cpuusage.h"
#include "runtime/collector/proctext.h"
#include "tests/support/proctree.h"

#include <QTest>

using namespace pulse;
using State = CpuReading::State;

class TestCollectorCpu : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundsLikePython_data();
    void roundsLikePython();
    void busyPercentIsComputed_data();
    void busyPercentIsComputed();
    void statIsParsed();
    void unusualStatLinesAreRead();
    void offlineCpuHasNoValueUntilTwoReadings();
    void resetCountersGiveNoValue();
    void frequencyIsRead_data();
    void frequencyIsRead();
    void frequencyOfPoliciesIsRead();
    void unknownFrequencyIsOmitted();
};

namespace {

constexpr double none = -1;

/// Parses the times in a line of /proc/stat.
CpuTimes times(const QByteArray &numbers)
{
    return parseProcStat("cpu0 " + numbers).cpus.at(0);
}

} // namespace

void TestCollectorCpu::roundsLikePython_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<double>("expected"); // result of CPython's round(value, 1)
    QTest::newRow("0") << 0.0 << 0.0;
    QTest::newRow("tie to even, down") << 0.25 << 0.2;
    QTest::newRow("tie to even, up") << 0.75 << 0.8;
    QTest::newRow("a little less than 0.35") << 0.35 << 0.3;
    QTest::newRow("a little less than 2.65") << 2.65 << 2.6;
    QTest::newRow("a little more than 2.55") << 2.55 << 2.5;
    QTest::newRow("99.95") << 99.95 << 100.0;
    QTest::newRow("100") << 100.0 << 100.0;
}

void TestCollectorCpu::roundsLikePython()
{
    QFETCH(double, value);
    QTEST(roundToTenth(value), "expected");
}

void TestCollectorCpu::busyPercentIsComputed_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::addColumn<QByteArray>("after");
    QTest::addColumn<double>("expected");
    // user nice system idle iowait irq softirq steal guest guest_nice
    const QByteArray start = "100 50 30 1000 20 5 7 3 40 10";
    QTest::newRow("idle") << start << QByteArray("100 50 30 1500 20 5 7 3 40 10") << 0.0;
    QTest::newRow("busy") << start << QByteArray("600 50 30 1000 20 5 7 3 40 10") << 100.0;
    QTest::newRow("a quarter") << start << QByteArray("110 55 35 1075 20 6 9 5 40 10") << 25.0;
    QTest::newRow("waiting is idle") << start << QByteArray("110 50 30 1030 80 5 7 3 40 10") << 10.0;
    QTest::newRow("steal is busy") << start << QByteArray("100 50 30 1050 20 5 7 53 40 10") << 50.0;
    QTest::newRow("guest is in user") << start << QByteArray("150 50 30 1050 20 5 7 3 90 10") << 50.0;
    QTest::newRow("guest_nice is in nice") << start << QByteArray("100 100 30 1150 20 5 7 3 40 60") << 25.0;
    QTest::newRow("one decimal") << start << QByteArray("101 50 30 1002 20 5 7 3 40 10") << 33.3;
    QTest::newRow("waiting steps back") << start << QByteArray("110 50 30 1090 15 5 7 3 40 10") << 10.0;
    QTest::newRow("steal steps back") << start << QByteArray("150 50 30 1050 20 5 7 0 40 10") << 50.0;
    QTest::newRow("idle steps back") << start << QByteArray("110 50 30 998 20 5 7 3 40 10") << 100.0;
    QTest::newRow("nothing happened") << start << start << none;
    QTest::newRow("reset") << start << QByteArray("3 0 1 90 0 0 0 0 0 0") << none;
    QTest::newRow("reset with more user time") << start << QByteArray("120 0 1 90 0 0 0 0 0 0") << none;
    QTest::newRow("only idle reset") << start << QByteArray("120 50 30 10 20 5 7 3 40 10") << none;
    QTest::newRow("over 2^32") << QByteArray("99999999999 0 0 99999999999 0 0 0 0 0 0")
                               << QByteArray("100000000049 0 0 100000000049 0 0 0 0 0 0") << 50.0;
}

void TestCollectorCpu::busyPercentIsComputed()
{
    QFETCH(QByteArray, before);
    QFETCH(QByteArray, after);
    QTEST(pulse::busyPercent(times(before), times(after)).value_or(none), "expected");
}

void TestCollectorCpu::statIsParsed()
{
    const test::ProcTree tree(u"two-cpus"_s);
    const ProcStat stat = parseProcStat(tree.read(u"proc/stat"_s));
    QCOMPARE(stat.cpus.size(), 2U);
    const CpuTimes expected{
        .user = 10535, .nice = 0, .system = 2848, .idle = 230024, .iowait = 521, .irq = 0, .softirq = 51, .steal = 19};
    QCOMPARE(stat.cpus.at(1), expected);
    QCOMPARE(stat.contextSwitches, std::optional<quint64>(431122));
    QCOMPARE(stat.interrupts, std::optional<quint64>(253464));
    QCOMPARE(stat.softInterrupts, std::optional<quint64>(187860));
}

void TestCollectorCpu::unusualStatLinesAreRead()
{
    const ProcStat stat = parseProcStat("cpu0 1 2 3\ncpu1 1 2 3 4\ncpu2 1 2 x 4 5\ncpux 1 2 3 4\nctxt\nsoftirq -1\n\n");
    QCOMPARE(stat, (ProcStat{.cpus = {{1, CpuTimes{.user = 1, .nice = 2, .system = 3, .idle = 4}}},
                             .contextSwitches = {},
                             .interrupts = {},
                             .softInterrupts = {}}));
}

void TestCollectorCpu::offlineCpuHasNoValueUntilTwoReadings()
{
    const auto at = [](quint64 busy, quint64 idle) { return CpuTimes{.user = busy, .idle = idle}; };
    using Readings = std::map<int, CpuReading>;
    CpuUsage usage;
    QCOMPARE(usage.update({{0, at(0, 0)}, {1, at(0, 0)}}),
             (Readings{{0, {State::FirstReading}}, {1, {State::FirstReading}}}));
    QCOMPARE(usage.update({{0, at(10, 90)}, {1, at(20, 80)}}),
             (Readings{{0, {State::Measured, 10}}, {1, {State::Measured, 20}}}));
    QCOMPARE(usage.update({{1, at(70, 130)}}), (Readings{{0, {State::Offline}}, {1, {State::Measured, 50}}}));
    QCOMPARE(usage.update({{1, at(70, 230)}}), (Readings{{0, {State::Offline}}, {1, {State::Measured, 0}}}));
    QCOMPARE(usage.update({{0, at(500, 500)}, {1, at(70, 330)}}),
             (Readings{{0, {State::FirstReading}}, {1, {State::Measured, 0}}}));
    QCOMPARE(usage.update({{0, at(530, 570)}, {1, at(70, 430)}}),
             (Readings{{0, {State::Measured, 30}}, {1, {State::Measured, 0}}}));
}

void TestCollectorCpu::resetCountersGiveNoValue()
{
    CpuUsage usage;
    usage.update({{3, CpuTimes{.user = 1000, .idle = 9000}}});
    QCOMPARE(usage.update({{3, CpuTimes{.user = 30, .idle = 10}}}).at(3), CpuReading{State::NoTime});
    QCOMPARE(usage.update({{3, CpuTimes{.user = 80, .idle = 60}}}).at(3), (CpuReading{State::Measured, 50}));
}

void TestCollectorCpu::frequencyIsRead_data()
{
    QTest::addColumn<QString>("tree");
    QTest::addColumn<double>("expected");
    QTest::newRow("2 CPUs") << u"two-cpus"_s << 2600.0;
    QTest::newRow("16 CPUs, with the error that adding them up makes") << u"sixteen-cpus"_s << 2999.998999999999;
}

void TestCollectorCpu::frequencyIsRead()
{
    QFETCH(QString, tree);
    const Result<double> frequency = readCpuFrequency(ProcReader(test::ProcTree(tree).root()));
    QVERIFY(frequency);
    QTEST(*frequency, "expected");
}

void TestCollectorCpu::frequencyOfPoliciesIsRead()
{
    const QString folder = u"sys/devices/system/cpu/"_s;
    const test::ProcTree tree(u"two-cpus"_s);
    const ProcReader reader(tree.root());
    tree.write(folder + u"cpufreq/policy0/scaling_cur_freq"_s, "1200500\n");
    tree.write(folder + u"cpufreq/policy2/cpuinfo_cur_freq"_s, "1000000\n");
    tree.write(folder + u"cpufreq/policy10/scaling_cur_freq"_s, "<unknown>\n");
    QCOMPARE(*readCpuFrequency(reader), (1200.5 + 1000.0) / 2); // policy10's CPUs are offline

    tree.write(u"proc/cpuinfo"_s, "cpu MHz\t: 1000.0009\ncpu MHz\t: 2000\ncpu MHz\t: 3000\n");
    QCOMPARE(*readCpuFrequency(reader), 2000.0); // as many as policies

    tree.remove(folder + u"cpufreq"_s);
    tree.write(folder + u"cpu0/cpufreq/scaling_cur_freq"_s, "800000\n");
    tree.write(folder + u"cpu1/topology/core_id"_s, "1\n");
    QCOMPARE(*readCpuFrequency(reader), 800.0);
}

void TestCollectorCpu::unknownFrequencyIsOmitted()
{
    const test::ProcTree tree(u"two-cpus"_s);
    tree.write(u"proc/cpuinfo"_s, "processor\t: 0\nBogoMIPS\t: 48.00\n"); // as on ARM
    QVERIFY(!readCpuFrequency(ProcReader(tree.root())));
    tree.remove(u"proc/cpuinfo"_s);
    QVERIFY(!readCpuFrequency(ProcReader(tree.root())));
}

QTEST_GUILESS_MAIN(TestCollectorCpu)
#include "tst_collector_cpu.moc"
