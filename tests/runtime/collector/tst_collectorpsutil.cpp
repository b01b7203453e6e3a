// SPDX-License-Identifier: GPL-3.0-or-later
// The collector measures the same as psutil.
#include "common/core/literals.h"
#include "runtime/collector/measurement.h"
#include "tests/support/files.h"
#include "tests/support/finishedprocess.h"
#include "tests/support/paths.h"
#include "tests/support/proctree.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

#include <algorithm>
#include <chrono>
#include <cmath>

using namespace pulse;
using namespace pulse::test;

class TestCollectorPsutil : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recordedFilesAreMeasuredLikePsutil_data();
    void recordedFilesAreMeasuredLikePsutil();
    void thisMachineIsMeasuredLikePsutil();
};

namespace {

const QString program = test::programPath("/pulseboard-collector");

/// Returns the output of tests/data/psutil_measure.py; empty, with a warning, if it fails.
QJsonObject runPsutil(const QStringList &arguments)
{
    const Finished script = run(test::pythonPath(), QStringList{test::dataPath("/psutil_measure.py")} + arguments);
    if (script.exitCode != 0)
        qWarning().noquote() << "psutil (python3-psutil) does not work:" << script.errors;
    return jsonObject(script.output);
}

/// A value measured by the collector, and by psutil before and after it.
struct Compared
{
    QString key;
    double value = 0;
    double before = 0;
    double after = 0;

    bool isWithin(double slack) const
    {
        return value >= std::min(before, after) - slack && value <= std::max(before, after) + slack;
    }
};

// The collector's own CPU time, which is used only for its own measurement. Sanitizers need several times as much.
#if PULSE_TEST_SANITIZED
constexpr double ownMemory = 64 * 1024 * 1024;
#else
constexpr double ownMemory = 4 * 1024 * 1024;
#endif

bool isAsPsutil(const Compared &compared)
{
    const double larger = std::max(std::abs(compared.before), std::abs(compared.after));
    if (compared.key == "virtual_memory-percent"_L1)
        return compared.isWithin(1);
    if (compared.key.startsWith("virtual_memory"_L1))
        return compared.isWithin(0.01 * larger + ownMemory);
    if (compared.key == "cpu_freq_current"_L1)
        return compared.isWithin(0.1 * larger);
    if (compared.key == "n_pids"_L1)
        return compared.isWithin(10);
    return compared.isWithin(0); // counters
}

struct CpuSeconds
{
    double work = 0;
    double idle = 0;
};

CpuSeconds between(const QJsonObject &before, const QJsonObject &after)
{
    const auto difference = [&](QLatin1String name) { return after[name].toDouble() - before[name].toDouble(); };
    return {difference("work"_L1), difference("idle"_L1)};
}

/// The second that the collector measures is within psutil's two readings, so a CPU cannot have been busy or idle
/// longer in it than in the whole time. Ticks are 10 ms; the tolerance is three ticks.
bool isPossible(double percent, const CpuSeconds &whole)
{
    constexpr double slack = 0.03;
    const double work = percent / 100;
    return work <= whole.work + slack && 1 - work <= whole.idle + slack;
}

QStringList deviations(const QJsonObject &measured, const QJsonObject &before, const QJsonObject &after)
{
    QStringList found;
    const auto report = [&](const QString &key, double value, double low, double high) {
        found << u"%1: %2, psutil has %3 and %4"_s.arg(key).arg(value, 0, 'f').arg(low, 0, 'f').arg(high, 0, 'f');
    };
    const QJsonObject first = before["values"_L1].toObject();
    const QJsonObject second = after["values"_L1].toObject();
    for (auto it = first.begin(); it != first.end(); ++it) {
        const Compared compared{it.key(), measured[it.key()].toDouble(-1), it->toDouble(), second[it.key()].toDouble()};
        if (!isAsPsutil(compared))
            report(compared.key, compared.value, compared.before, compared.after);
    }
    const QJsonArray cpus = before["cpus"_L1].toArray();
    for (qsizetype cpu = 0; cpu < cpus.size(); ++cpu) {
        const QString key = u"cpu_percent-%1"_s.arg(cpu);
        const CpuSeconds whole = between(cpus[cpu].toObject(), after["cpus"_L1][cpu].toObject());
        const double percent = measured[key].toDouble(-1);
        if (percent < 0 || percent > 100 || !isPossible(percent, whole))
            report(key, percent, whole.work, whole.idle);
    }
    return found;
}

QStringList compareThisMachine()
{
    const QJsonObject all = runPsutil({u"around"_s, program, u"--once"_s, u"--interface"_s});
    const QJsonObject before = all["before"_L1].toObject();
    const QJsonObject measured = all["collector"_L1].toObject();
    const qsizetype expected = 1 + before["cpus"_L1].toArray().size() + before["values"_L1].toObject().size();
    if (measured.size() != expected || before.isEmpty())
        return {u"%1 keys instead of %2"_s.arg(measured.size()).arg(expected)};
    return deviations(measured, before, all["after"_L1].toObject());
}

} // namespace

void TestCollectorPsutil::recordedFilesAreMeasuredLikePsutil_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("interface");
    QTest::newRow("2 CPUs") << u"two-cpus"_s << u"eth0"_s;
    QTest::newRow("16 CPUs") << u"sixteen-cpus"_s << u"ens160"_s;
}

/// Both read the same files, so the numbers must be equal.
void TestCollectorPsutil::recordedFilesAreMeasuredLikePsutil()
{
    QFETCH(QString, name);
    QFETCH(QString, interface);
    const test::ProcTree first(name);
    const test::ProcTree second(name);
    second.apply(name + u"-later"_s);
    const QString proc = u"/proc"_s;
    const QJsonObject psutil = runPsutil({u"trees"_s, interface, first.root() + proc, second.root() + proc});
    QJsonObject expected = psutil["values"_L1].toObject();
    QVERIFY(!expected.isEmpty());

    const test::ProcTree tree(name);
    Measurer measurer(ProcReader(tree.root()), interface);
    measurer.measure(std::chrono::system_clock::now());
    tree.apply(name + u"-later"_s);
    QJsonObject measured = jsonObject(measurer.measure(std::chrono::system_clock::now()).json);
    measured.remove(u"timestamp"_s);
    for (QJsonObject *object : {&measured, &expected})
        object->remove(u"cpu_freq_current"_s); // psutil also reads this machine's /sys
    QCOMPARE(measured.keys(), expected.keys());
    for (const QString &key : measured.keys())
        QVERIFY2(measured[key] == expected[key], qPrintable(key));
}

void TestCollectorPsutil::thisMachineIsMeasuredLikePsutil()
{
    // A busy machine may change by more than the tolerance within a second, but a wrong number is wrong in every
    // attempt.
    QStringList wrong;
    for (int attempt = 0; attempt < 5; ++attempt) {
        wrong = compareThisMachine();
        if (wrong.isEmpty())
            return;
        qInfo().noquote() << wrong.join(u"; "_s);
    }
    QFAIL(qPrintable(wrong.join(u"; "_s)));
}

QTEST_GUILESS_MAIN(TestCollectorPsutil)
#include "tst_collectorpsutil.moc"
