// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/rowsync.h"

#include <QTest>

using namespace pulse;

class TestRowSync : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowsBecomeTheWantedOnesInFewCalls_data();
    void rowsBecomeTheWantedOnesInFewCalls();
};

void TestRowSync::rowsBecomeTheWantedOnesInFewCalls_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<int>("calls");
    QTest::newRow("the same") << "abc"
                              << "abc" << 0;
    QTest::newRow("from nothing") << ""
                                  << "abc" << 1;
    QTest::newRow("to nothing") << "abc"
                                << "" << 1;
    QTest::newRow("all others") << "abc"
                                << "xyz" << 2;
    QTest::newRow("one before") << "abc"
                                << "xabc" << 1;
    QTest::newRow("some within") << "abcd"
                                 << "abxycd" << 1;
    QTest::newRow("some gone") << "abcdef"
                               << "adf" << 2;
    QTest::newRow("first in, last out") << "abc"
                                        << "xab" << 2;
    QTest::newRow("swapped") << "abc"
                             << "bac" << 2;
    QTest::newRow("turned round") << "abcd"
                                  << "dcba" << 2;
    QTest::newRow("doubles") << "aab"
                             << "abab" << -1;
    QTest::newRow("mixed") << "abcdefg"
                           << "gxfbya" << -1;
}

void TestRowSync::rowsBecomeTheWantedOnesInFewCalls()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    QFETCH(int, calls);
    QStringList rows = before.split(QString(), Qt::SkipEmptyParts);
    const QStringList wanted = after.split(QString(), Qt::SkipEmptyParts);
    int called = 0;
    const auto remove = [&](int row, int count) {
        rows.remove(row, count);
        ++called;
    };
    const auto insert = [&](int row, int count, int first) {
        rows = rows.mid(0, row) + wanted.mid(first, count) + rows.mid(row);
        ++called;
    };
    syncRows(QStringList(rows), wanted, remove, insert);
    QCOMPARE(rows, wanted);
    QVERIFY2(calls < 0 || called == calls, qPrintable(QString::number(called)));
}

QTEST_GUILESS_MAIN(TestRowSync)
#include "tst_rowsync.moc"
