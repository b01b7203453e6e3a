// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/linesplitter.h"

#include <QTest>

using namespace pulse;

class TestLineSplitter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void linesAreReturnedWhenComplete_data();
    void linesAreReturnedWhenComplete();
    void longLinesAreCut();
    void memoryStaysBounded();
};

void TestLineSplitter::linesAreReturnedWhenComplete_data()
{
    QTest::addColumn<QByteArrayList>("chunks");
    QTest::addColumn<QByteArrayList>("lines");
    QTest::addColumn<QByteArrayList>("rest");
    const auto row = [](const char *name, const QByteArrayList &chunks, const QByteArrayList &lines,
                        const QByteArrayList &rest) { QTest::newRow(name) << chunks << lines << rest; };
    row("one", {"a\n"}, {"a"}, {});
    row("two in one chunk", {"a\nb\n"}, {"a", "b"}, {});
    row("one in two chunks", {"a", "b\n"}, {"ab"}, {});
    row("empty lines", {"\n\n"}, {"", ""}, {});
    row("no line end", {"a\nb"}, {"a"}, {"b"});
    row("nothing", {}, {}, {});
}

void TestLineSplitter::linesAreReturnedWhenComplete()
{
    QFETCH(QByteArrayList, chunks);
    LineSplitter splitter;
    QByteArrayList lines;
    for (const QByteArray &chunk : chunks)
        lines += splitter.feed(chunk);
    QTEST(lines, "lines");
    QTEST(splitter.finish(), "rest");
    QCOMPARE(splitter.finish(), QByteArrayList());
}

void TestLineSplitter::longLinesAreCut()
{
    LineSplitter splitter(4);
    QCOMPARE(splitter.feed("abcdefgh"), QByteArrayList());
    QCOMPARE(splitter.feed("ijk\nabcd\nx\n"), QByteArrayList({"abcd …", "abcd", "x"}));
}

void TestLineSplitter::memoryStaysBounded()
{
    LineSplitter splitter(10);
    for (int i = 0; i < 1000; ++i)
        QVERIFY(splitter.feed(QByteArray(1000, 'x')).isEmpty());
    QCOMPARE(splitter.finish(), QByteArrayList{QByteArray(10, 'x') + " …"});
}

QTEST_APPLESS_MAIN(TestLineSplitter)
#include "tst_linesplitter.moc"
