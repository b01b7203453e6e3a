// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/literals.h"
#include "common/watch/thresholdwatch.h"
#include "tests/support/thresholds.h"

#include <QTest>

using namespace pulse;
using namespace pulse::test;

class TestThresholdWatch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void levelsHaveHysteresis_data();
    void levelsHaveHysteresis();
    void crossingsAreReportedOnce();
    void valuesAtTheBorderAreReportedOnce();
};

namespace {

ThresholdWatch watchOf(int cpu)
{
    return ThresholdWatch({cpuKey(cpu), u"CPU %1"_s.arg(cpu), u"%"_s, eightyNinety});
}

} // namespace

void TestThresholdWatch::levelsHaveHysteresis_data()
{
    QTest::addColumn<Thresholds>("thresholds");
    QTest::addColumn<Level>("before");
    QTest::addColumn<double>("value");
    QTest::addColumn<Level>("level");
    const auto row = [](const char *name, const Thresholds &thresholds, Level before, double value, Level level) {
        QTest::newRow(name) << thresholds << before << value << level;
    };
    row("below", eightyNinety, Level::Normal, 79.9, Level::Normal);
    row("warning reached", eightyNinety, Level::Normal, 80, Level::Warning);
    row("critical reached", eightyNinety, Level::Normal, 90, Level::Critical);
    row("up from warning", eightyNinety, Level::Warning, 90, Level::Critical);
    row("warning not left yet", eightyNinety, Level::Warning, 78.5, Level::Warning);
    row("warning left", eightyNinety, Level::Warning, 78.3, Level::Normal);
    row("critical not left yet", eightyNinety, Level::Critical, 88.3, Level::Critical);
    row("critical left", eightyNinety, Level::Critical, 88.1, Level::Warning);
    row("from critical to the border of warning", eightyNinety, Level::Critical, 79, Level::Warning);
    row("from critical to normal", eightyNinety, Level::Critical, 10, Level::Normal);
    row("no thresholds", {}, Level::Normal, 1e9, Level::Normal);
    row("no thresholds any more", {}, Level::Critical, 1e9, Level::Normal);
    row("a warning only", {80, {}}, Level::Normal, 99, Level::Warning);
    row("critical only, below", {{}, 90}, Level::Normal, 85, Level::Normal);
    row("critical only", {{}, 90}, Level::Normal, 95, Level::Critical);
    row("negative, reached", {-10, {}}, Level::Normal, -10, Level::Warning);
    row("negative, not left yet", {-10, {}}, Level::Warning, -10.1, Level::Warning);
    row("negative, left", {-10, {}}, Level::Warning, -10.3, Level::Normal);
}

void TestThresholdWatch::levelsHaveHysteresis()
{
    QFETCH(Thresholds, thresholds);
    QFETCH(Level, before);
    QFETCH(double, value);
    QTEST(levelOf(value, thresholds, before), "level");
}

void TestThresholdWatch::crossingsAreReportedOnce()
{
    ThresholdWatch watch = watchOf(3);
    QVERIFY(!watch.check(1, 50));
    QCOMPARE(watch.check(1000, 84), crossing(3, 84, Level::Normal, Level::Warning));
    QVERIFY(!watch.check(2000, 85));
    QCOMPARE(watch.check(1000, 91), crossing(3, 91, Level::Warning, Level::Critical));
    QCOMPARE(watch.check(1000, 85), crossing(3, 85, Level::Critical, Level::Warning));
    QCOMPARE(watch.check(1000, 20), crossing(3, 20, Level::Warning, Level::Normal));
    QVERIFY(!watch.check(3000, 20));
}

void TestThresholdWatch::valuesAtTheBorderAreReportedOnce()
{
    ThresholdWatch watch = watchOf(0);
    int reports = 0;
    for (int i = 0; i < 100; ++i)
        reports += watch.check(i, i % 2 == 0 ? 80.2 : 79.5) ? 1 : 0;
    QCOMPARE(reports, 1);
}

QTEST_GUILESS_MAIN(TestThresholdWatch)
#include "tst_thresholdwatch.moc"
