// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/results/outputkeys.h"

#include <QTest>

using namespace pulse;

class TestOutputKeys : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void companionKeysShareTheHashSlot_data();
    void companionKeysShareTheHashSlot();
};

void TestOutputKeys::companionKeysShareTheHashSlot_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QByteArray>("expected");
    QTest::newRow("plain") << QByteArray("out") << QByteArray("{out}:history");
    QTest::newRow("tagged") << QByteArray("out:{host7}") << QByteArray("out:{host7}:history");
    QTest::newRow("tagged in front") << QByteArray("{host7}:out") << QByteArray("{host7}:out:history");
    QTest::newRow("open brace alone") << QByteArray("a{b") << QByteArray("{a{b}:history");
    QTest::newRow("empty tag") << QByteArray("a{}b{c}") << QByteArray("{a{}b{c}}:history");
}

void TestOutputKeys::companionKeysShareTheHashSlot()
{
    QFETCH(QByteArray, key);
    QFETCH(QByteArray, expected);
    QCOMPARE(companionKey(key, "history"), expected);
    QCOMPARE(historyKey(key), expected);
    QCOMPARE(machineKey(key), expected.chopped(7) + "machine");
}

QTEST_GUILESS_MAIN(TestOutputKeys)
#include "tst_outputkeys.moc"
