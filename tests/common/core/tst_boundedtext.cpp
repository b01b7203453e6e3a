// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/boundedtext.h"

#include <QTest>

using namespace pulse;

class TestBoundedText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shortTextStaysAsItIs();
    void theMiddleIsReplacedByACount();
    void charactersStayWhole_data();
    void charactersStayWhole();
    void whatIsCutIsNotCutAgain();
};

void TestBoundedText::shortTextStaysAsItIs()
{
    const QString text(longestText, QLatin1Char('x'));
    QCOMPARE(boundedText(text), text);
    QCOMPARE(boundedText(QString()), QString());
}

void TestBoundedText::theMiddleIsReplacedByACount()
{
    const QString text = QStringLiteral("begin") + QString(600'000, QLatin1Char('x')) + QStringLiteral("end");
    const QString cut = boundedText(text);
    QVERIFY(cut.startsWith(QStringLiteral("beginxxx")) && cut.endsWith(QStringLiteral("xxxend")));
    QVERIFY(cut.toUtf8().size() <= longestText);
    QVERIFY(cut.toUtf8().size() > longestText - 100);
    const qsizetype kept = cut.count(QLatin1Char('x')) + 8;
    QVERIFY2(cut.contains(QStringLiteral("[…%1 characters left out…]").arg(text.size() - kept)), qPrintable(cut));
}

void TestBoundedText::charactersStayWhole_data()
{
    QTest::addColumn<QString>("character");
    QTest::addColumn<int>("longest");
    for (int longest = 100; longest < 104; ++longest) {
        QTest::addRow("two bytes, %d", longest) << QStringLiteral("é") << longest;
        QTest::addRow("three bytes, %d", longest) << QStringLiteral("€") << longest;
        QTest::addRow("four bytes, %d", longest) << QStringLiteral("😀") << longest;
    }
}

void TestBoundedText::charactersStayWhole()
{
    QFETCH(QString, character);
    QFETCH(int, longest);
    const QString cut = boundedText(character.repeated(1000), longest);
    QVERIFY(cut.toUtf8().size() <= longest);
    QVERIFY(!cut.contains(QChar::ReplacementCharacter));
    const qsizetype kept = cut.count(character);
    QVERIFY(cut.contains(QStringLiteral("[…%1 characters").arg(1000 - kept)));
    QVERIFY(cut.startsWith(character) && cut.endsWith(character));
}

void TestBoundedText::whatIsCutIsNotCutAgain()
{
    const QString cut = boundedText(QStringLiteral("ä€😀").repeated(100'000));
    QCOMPARE(boundedText(cut), cut);
}

QTEST_GUILESS_MAIN(TestBoundedText)
#include "tst_boundedtext.moc"
