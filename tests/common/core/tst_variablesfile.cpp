// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/literals.h"
#include "common/core/variablesfile.h"

#include <QTest>

using namespace pulse;

class TestVariablesFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void variablesFileIsRead_data();
    void variablesFileIsRead();
};

void TestVariablesFile::variablesFileIsRead_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("value"); // of A
    QTest::addColumn<qsizetype>("unreadable");
    const auto row = [](const char *name, const char *content, const char *value, qsizetype unreadable = 0) {
        QTest::newRow(name) << QByteArray(content) << QString::fromUtf8(value) << unreadable;
    };
    row("bare", "A=main\n", "main");
    row("without a line end", "A=main", "main");
    row("Windows", "A=main\r\nB=2\r\n", "main");
    row("spaces", "  A = main  \n", "main");
    row("export", "export A=main\n", "main");
    row("comment", "# A=other\nA=main # the usual one\n", "main");
    row("a # in a value", "A=ma#in\n", "ma#in");
    row("= in a value", "A=b=c\n", "b=c");
    row("single quotes", "A='ma\\n # in'\n", "ma\\n # in");
    row("double quotes", "A=\"ma\\n\\\"in\" # the usual one\n", "ma\n\"in");
    row("several lines", "A=\"one\ntwo\"\nB=2\n", "one\ntwo");
    row("empty", "A=\nB=2\n", "");
    row("empty lines", "\n\n  \nA=main\n\n", "main");
    row("the last one counts", "A=1\nA=2\n", "2");
    row("no variable", "A=main\n1=2\nword\n", "main", 2);
    row("a quote that is not closed", "A=\"main\nB=2\n", "\"main");
    row("ção", "A=ção\n", "ção");
    row("nothing", "", "");
}

void TestVariablesFile::variablesFileIsRead()
{
    QFETCH(QByteArray, content);
    const VariablesFile file = VariablesFile::parse(content);
    QTEST(file.variables.value(u"A"_s), "value");
    QTEST(file.unreadable.size(), "unreadable");
    QCOMPARE(file.variables.value(u"B"_s, u"2"_s), u"2"_s);
}

QTEST_GUILESS_MAIN(TestVariablesFile)
#include "tst_variablesfile.moc"
