// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/render/valueaxis.h"
#include "common/core/literals.h"
#include "tests/support/extremenumbers.h"

#include <QSet>
#include <QTest>

#include <cmath>

using namespace pulse;
using namespace pulse::test;

class TestValueAxis : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void axesAreRound_data();
    void axesAreRound();
    void everyFiniteNumberHasAnAxis_data();
    void everyFiniteNumberHasAnAxis();
};

void TestValueAxis::initTestCase()
{
    QLocale::setDefault(QLocale::c());
}

void TestValueAxis::axesAreRound_data()
{
    QTest::addColumn<ValueScale>("scale");
    QTest::addColumn<double>("least");
    QTest::addColumn<double>("most");
    QTest::addColumn<QString>("texts");
    const auto unit = [](const char *text) { return ValueScale{.unit = QString::fromUtf8(text)}; };
    const double gibibyte = 1024.0 * 1024 * 1024;
    QTest::newRow("percent") << unit("%") << 3.0 << 250.0 << "0|25|50|75|100%";
    QTest::newRow("bytes") << unit("B") << 0.0 << 13.4 * gibibyte << "0|5|10|15 GiB";
    QTest::newRow("of a fixed highest") << ValueScale{.unit = u"B"_s, .lowest = 0, .highest = 16 * gibibyte} << 0.0
                                        << 1.0 << "0|5|10|15 GiB";
    QTest::newRow("rates") << unit("/s") << 12.0 << 34'000.0 << "0|10|20|30|40 k/s";
    QTest::newRow("fractions") << unit("") << 0.0 << 0.07 << "0.00|0.02|0.04|0.06|0.08";
    QTest::newRow("nothing but zeros") << unit("") << 0.0 << 0.0 << "0|1";
    QTest::newRow("rates of zero") << ValueScale{.unit = u"/s"_s, .lowest = 0} << 0.0 << 0.0 << "0|1 /s";
    QTest::newRow("negative") << unit("") << -7.0 << 12.0 << "-10|0|10|20";
    QTest::newRow("tiny") << unit("") << 0.0 << 1e-6 << "0.00|0.25|0.50|0.75|1.00 ×10⁻⁶";
    QTest::newRow("negative and tiny") << unit("B") << -4e-9 << 0.0 << "-4|-3|-2|-1|0 ×10⁻⁹ B";
    QTest::newRow("2**63") << unit("") << 0.0 << 9223372036854775808.0 << "0.0|2.5|5.0|7.5|10.0 E";
    QTest::newRow("absurd") << unit("") << 0.0 << 1e300 << "0.00|0.25|0.50|0.75|1.00 ×10³⁰⁰";
    QTest::newRow("the smallest double") << unit("") << 0.0 << 5e-324 << "0|4 ×10⁻³²⁴";
    QTest::newRow("a narrow scale") << ValueScale{.lowest = 1e6, .highest = 1e6 + 1} << 0.0 << 0.0
                                    << "1.00000000|1.00000025|1.00000050|1.00000075|1.00000100 M";
}

void TestValueAxis::axesAreRound()
{
    QFETCH(ValueScale, scale);
    QFETCH(double, least);
    QFETCH(double, most);
    QFETCH(QString, texts);
    const ValueAxis axis = valueAxis(scale, {least, most}, 5);
    QStringList found;
    for (const ValueTick &tick : axis.ticks) {
        found << tick.label;
        QVERIFY(tick.value >= axis.lowest - 1e-9 * axis.step && tick.value <= axis.highest + 1e-9 * axis.step);
    }
    QCOMPARE(found.join('|'_L1), texts);
    QVERIFY(axis.ticks.size() <= 5);
}

void TestValueAxis::everyFiniteNumberHasAnAxis_data()
{
    QTest::addColumn<ValueScale>("scale");
    const auto row = [](const char *name, const ValueScale &scale) { QTest::newRow(name) << scale; };
    row("free", {});
    row("percent", {.unit = u"%"_s});
    row("bytes", {.unit = u"B"_s, .lowest = 0});
    row("frequency", {.unit = u"MHz"_s});
    row("of a unit without prefixes", {.unit = u"°C"_s});
    row("from far up", {.lowest = 1e300});
    row("to the smallest number", {.lowest = 0, .highest = smallest});
    row("almost no range", {.lowest = 1e15, .highest = 1e15 + 0.25});
    row("all there is", {.lowest = -largest, .highest = largest});
}

/// Any two of the numbers are the lowest and highest value, with any number of ticks.
void TestValueAxis::everyFiniteNumberHasAnAxis()
{
    QFETCH(ValueScale, scale);
    for (const double a : extremeNumbers) {
        for (const double b : extremeNumbers) {
            for (int most = 3; most <= 5; ++most) {
                const ValueAxis axis = valueAxis(scale, {std::min(a, b), std::max(a, b)}, most);
                QVERIFY2(axis.lowest < axis.highest && std::isfinite(axis.highest - axis.lowest),
                         qPrintable(u"%1, %2"_s.arg(a).arg(b)));
                QVERIFY(!axis.ticks.isEmpty() && axis.ticks.size() <= most);
                QSet<QString> labels;
                for (const ValueTick &tick : axis.ticks)
                    labels.insert(tick.label.section(u' ', 0, 0));
                QVERIFY2(labels.size() == axis.ticks.size(), qPrintable(axis.ticks.constLast().label));
            }
        }
    }
}

QTEST_GUILESS_MAIN(TestValueAxis)
#include "tst_valueaxis.moc"
