// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/render/stacking.h"
#include "common/core/literals.h"

#include <QTest>

#include <limits>

using namespace pulse;

class TestStacking : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void edgesAreSumsOfTheValuesBelow();
    void edgesHaveTheGapsOfAllLines();
};

void TestStacking::edgesAreSumsOfTheValuesBelow()
{
    const QList<ChartLine> lines{{u"a"_s, 0, {{0, 1}, {10, 3}}}, {u"b"_s, 1, {{5, 10}, {10, 20}}}};
    const QList<ChartLine> edges = stacked(lines, 100);
    QCOMPARE(edges[0].values, (QList<TimedValue>{{0, 1}, {5, 2}, {10, 3}}));
    QCOMPARE(edges[1].values, (QList<TimedValue>{{0, 1}, {5, 12}, {10, 23}}));
}

void TestStacking::edgesHaveTheGapsOfAllLines()
{
    const double nothing = std::numeric_limits<double>::quiet_NaN();
    const QList<ChartLine> lines{{u"a"_s, 0, {{0, 1}, {100, 1}}}, {u"b"_s, 1, {{0, 5}, {50, nothing}, {60, -4}}}};
    const QList<ChartLine> edges = stacked(lines, 20);
    const auto values = [&](qsizetype edge) {
        QStringList texts;
        for (const TimedValue &one : edges[edge].values)
            texts.append(u"%1: %2"_s.arg(one.time).arg(one.value));
        return texts.join(u", "_s);
    };
    QCOMPARE(values(0), u"0: 1, 50: nan, 60: 0, 100: 1"_s);
    QCOMPARE(values(1), u"0: 6, 50: nan, 60: 0, 100: 1"_s); // nothing is less than nothing
}

QTEST_GUILESS_MAIN(TestStacking)
#include "tst_stacking.moc"
