// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/charts/render/labellayout.h"

#include <QTest>

using namespace pulse;

class TestLabelLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void labelsDoNotOverlap_data();
    void labelsDoNotOverlap();
};

void TestLabelLayout::labelsDoNotOverlap_data()
{
    QTest::addColumn<QList<double>>("wanted");
    QTest::addColumn<QList<double>>("expected"); // labels of height 10 between 0 and 100
    QTest::newRow("none") << QList<double>{} << QList<double>{};
    QTest::newRow("far apart") << QList<double>{20, 50, 80} << QList<double>{20, 50, 80};
    QTest::newRow("two at one place") << QList<double>{50, 50} << QList<double>{45, 55};
    QTest::newRow("a heap and one below") << QList<double>{50, 51, 52, 90} << QList<double>{41, 51, 61, 90};
    QTest::newRow("at the bottom") << QList<double>{98, 99, 100} << QList<double>{75, 85, 95};
    QTest::newRow("at the top") << QList<double>{0, 1} << QList<double>{5, 15};
    QTest::newRow("pushed into the next") << QList<double>{50, 52, 60} << QList<double>{44, 54, 64};
}

void TestLabelLayout::labelsDoNotOverlap()
{
    QFETCH(QList<double>, wanted);
    QFETCH(QList<double>, expected);
    QCOMPARE(spreadLabels(wanted, 10, 0, 100), expected);
}

QTEST_GUILESS_MAIN(TestLabelLayout)
#include "tst_labellayout.moc"
