// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/naturalorder.h"

#include <QTest>

using namespace pulse;

class TestNaturalOrder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void orderIsStrict_data();
    void orderIsStrict();
    void namesSortNaturally_data();
    void namesSortNaturally();
};

void TestNaturalOrder::orderIsStrict_data()
{
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("second");
    QTest::newRow("letters") << "a"
                             << "b";
    QTest::newRow("numbers") << "a2b"
                             << "a10a";
    QTest::newRow("beyond any number type") << "a99999999999999999998"
                                            << "a99999999999999999999";
    QTest::newRow("beginning") << "a"
                               << "a1";
    QTest::newRow("zeros") << "a01"
                           << "a1";
    QTest::newRow("zeros, then more") << "a01b"
                                      << "a1c";
    QTest::newRow("number before letter") << "1"
                                          << "a";
    QTest::newRow("nothing") << ""
                             << "a";
}

void TestNaturalOrder::orderIsStrict()
{
    QFETCH(QString, first);
    QFETCH(QString, second);
    QVERIFY(naturallyBefore(first, second));
    QVERIFY(!naturallyBefore(second, first));
    QVERIFY(!naturallyBefore(first, first));
}

void TestNaturalOrder::namesSortNaturally_data()
{
    QTest::addColumn<QString>("first");
    QTest::addColumn<QString>("second");
    QTest::newRow("numbers") << "cpu-2"
                             << "cpu-10";
    QTest::newRow("two numbers") << "avg-cpu2-60sec"
                                 << "avg-cpu10-1h";
    QTest::newRow("case") << "Alpha"
                          << "beta";
    QTest::newRow("leading zeros") << "a007"
                                   << "a10";
    QTest::newRow("digits before letters") << "a1"
                                           << "ab";
    QTest::newRow("prefix") << "cpu"
                            << "cpu-1";
    QTest::newRow("long numbers") << "99999999999999999999"
                                  << "100000000000000000000";
}

void TestNaturalOrder::namesSortNaturally()
{
    QFETCH(QString, first);
    QFETCH(QString, second);
    QVERIFY(naturallyBefore(first, second));
}

QTEST_GUILESS_MAIN(TestNaturalOrder)
#include "tst_naturalorder.moc"
