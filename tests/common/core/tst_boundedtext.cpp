// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/boundedtext.h"
#include "common/core/literals.h"

#include <QTest>

using namespace pulse;

class TestBoundedText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shortTextsAreUnchanged();
    void middleIsReplacedByACount();
    void charactersAreNotSplit_data();
    void charactersAreNotSplit();
    void cutTextsAreNotCutAgain();
};

void TestBoundedText::shortTextsAreUnchanged()
{
    const QString text(longestText, 'x'_L1);
    QCOMPARE(boundedText(text), text);
    QCOMPARE(boundedText(QString()), QString());
}

void TestBoundedText::middleIsReplacedByACount()
{
    const QString text = u"begin"_s + QString(600'000, 'x'_L1) + u"end"_s;
    const QString cut = boundedText(text);
    QVERIFY(cut.startsWith(u"beginxxx"_s) && cut.endsWith(u"xxxend"_s));
    QVERIFY(cut.toUtf8().size() <= longestText);
    QVERIFY(cut.toUtf8().size() > longestText - 100);
    const qsizetype kept = cut.count('x'_L1) + 8;
    QVERIFY2(cut.contains(u"[…%1 characters left out…]"_s.arg(text.size() - kept)), qPrintable(cut));
}

void TestBoundedText::charactersAreNotSplit_data()
{
    QTest::addColumn<QString>("character");
    QTest::addColumn<int>("longest");
    for (int longest = 100; longest < 104; ++longest) {
        QTest::addRow("two bytes, %d", longest) << u"é"_s << longest;
        QTest::addRow("three bytes, %d", longest) << u"€"_s << longest;
        QTest::addRow("four bytes, %d", longest) << u"😀"_s << longest;
    }
}

void TestBoundedText::charactersAreNotSplit()
{
    QFETCH(QString, character);
    QFETCH(int, longest);
    const QString cut = boundedText(character.repeated(1000), longest);
    QVERIFY(cut.toUtf8().size() <= longest);
    QVERIFY(!cut.contains(QChar::ReplacementCharacter));
    const qsizetype kept = cut.count(character);
    QVERIFY(cut.contains(u"[…%1 characters"_s.arg(1000 - kept)));
    QVERIFY(cut.startsWith(character) && cut.endsWith(character));
}

void TestBoundedText::cutTextsAreNotCutAgain()
{
    const QString cut = boundedText(u"ä€😀"_s.repeated(100'000));
    QCOMPARE(boundedText(cut), cut);
}

QTEST_GUILESS_MAIN(TestBoundedText)
#include "tst_boundedtext.moc"
