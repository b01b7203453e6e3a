// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/pages/datapage.h"
#include "app/window/grabber.h"
#include "common/core/literals.h"
#include "tests/support/itemtexts.h"
#include "tests/support/pagesamples.h"

#include <QElapsedTimer>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTest>

using namespace pulse;
using namespace pulse::test;

class TestDataPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void dataAreShownInATable();
    void numbersAreShortButExactInTheTooltip();
    void narrowPageShowsCards();
    void dataAreShownAsTrees();
    void missingMeasurementIsExplained();
    void dataThatAreNotJsonAreShownAsText();
    void dataAreSearched();
    void dataAreCopied();
    void treesAreCopied();
    void newDataKeepTheSelection();
    void searchKeepsOpenRows();
    void hiddenPageDoesNotUpdate();
    void largeDataDoNotBlockTheWindow();
};

namespace {

QByteArray firstKey(const QString &json)
{
    const Result<JsonNode> value = parseJson(json.toUtf8());
    return value && !value->members.empty() ? value->members.front().name.toUtf8() : QByteArray();
}

} // namespace

void TestDataPage::initTestCase()
{
    QLocale::setDefault(QLocale::c());
    usePictureFont();
}

void TestDataPage::dataAreShownInATable()
{
    DataPage page;
    showAt(page, {1100, 700});
    QVERIFY(says(page, "No result yet"));
    QVERIFY(!page.findChild<QPushButton *>()->isEnabled());
    page.showRecord(flatRecord());
    const ItemView &table = tableOf(page);
    QVERIFY(table.isVisible());
    QCOMPARE(table.model()->rowCount(), 12 + 42);
    QCOMPARE(cell(*table.model(), 0, 0), u"percent-network-egress"_s);
    QCOMPARE(cell(*table.model(), 1, 1), u"70.52"_s);
    QCOMPARE(cell(*table.model(), 11, 2), u"result"_s);
    QCOMPARE(cell(*table.model(), 12, 2), u"measurement"_s);
    QVERIFY(!says(page, " ago")); // the age is not known yet
    page.showAge({1200, 5000, false});
    QVERIFY(says(page, ", 1 s ago"));
    QVERIFY(says(page, "54 values"));
    QCOMPARE(table.visualRect(table.model()->index(0, 0)).height(), 28);
    page.showRecord({});
    QVERIFY(says(page, "No result yet"));
}

void TestDataPage::numbersAreShortButExactInTheTooltip()
{
    DataPage page;
    showAt(page, {1100, 700});
    page.showRecord(Record{.time = 1, .output = R"({"a": 12.345678901234567, "b": 1.5})", .input = {}});
    ItemView &table = tableOf(page);
    const QModelIndex value = table.model()->index(0, ReadingsModel::Value);
    QCOMPARE(value.data().toString(), u"12.3457"_s);
    QCOMPARE(value.data(Qt::ToolTipRole).toString(), u"12.345678901234567"_s);
    QVERIFY((value.data(Qt::TextAlignmentRole).toInt() & Qt::AlignRight) != 0);
    QVERIFY(table.model()->index(1, ReadingsModel::Value).data(Qt::ToolTipRole).toString().isEmpty());
    table.setCurrentIndex(value);
    table.setFocus();
    QTest::keySequence(&table, QKeySequence::Copy);
    QCOMPARE(clipboard(), u"{\n    \"a\": 12.345678901234567\n}"_s);
    page.findChild<QLineEdit *>()->setText(u"45678901"_s);
    QCOMPARE(table.model()->rowCount(), 1);
}

/// Each value has a card; the headings "Result" and "Measurement" replace the column "From".
void TestDataPage::narrowPageShowsCards()
{
    DataPage page;
    showAt(page, {360, 600});
    page.showRecord(Record{.time = 1, .output = R"({"x": 1, "y": 2})", .input = R"({"z": 3})"});
    ItemView &table = tableOf(page);
    const auto height = [&table](int row) { return table.visualRect(table.model()->index(row, 0)).height(); };
    QVERIFY(table.isHeaderHidden());
    QVERIFY(table.isColumnHidden(ReadingsModel::Value));
    QVERIFY(table.isColumnHidden(ReadingsModel::Origin));
    QTRY_COMPARE(table.visualRect(table.model()->index(0, 0)).width(), table.viewport()->width());
    QVERIFY(height(0) > height(1)); // it is below a heading
    QCOMPARE(height(2), height(0));
    page.findChild<QLineEdit *>()->setText(u"y"_s); // now the first of the result
    QTRY_VERIFY(height(0) > ItemView::rowHeight * 2);
    page.findChild<QLineEdit *>()->clear();
    table.setCurrentIndex(table.model()->index(1, 0));
    table.setFocus();
    QTest::keySequence(&table, QKeySequence::Copy);
    QCOMPARE(clipboard(), u"{\n    \"y\": 2\n}"_s);
    page.resize(1100, 700);
    QTRY_COMPARE(height(0), ItemView::rowHeight);
    QVERIFY(!table.isColumnHidden(ReadingsModel::Value));
}

void TestDataPage::dataAreShownAsTrees()
{
    DataPage page;
    showAt(page, {1100, 700});
    page.showRecord(nestedRecord());
    page.setForm(DataPage::Tree);
    const auto *trees = page.findChild<RecordView *>();
    QVERIFY(trees->isVisible());
    QVERIFY(says(page, "Measurement"));
    ItemView &output = trees->output().view();
    QCOMPARE(cell(*output.model(), 1, 0), u"cpu_percent_history"_s);
    QTest::keyClick(&output, Qt::Key_Down);
    output.setCurrentIndex(output.model()->index(1, 0));
    QTest::keyClick(&output, Qt::Key_Right);
    QVERIFY(output.isExpanded(output.model()->index(1, 0)));
    QCOMPARE(trees->input().view().model()->rowCount(), 42);
    const int outputX = trees->output().mapTo(&page, QPoint()).x();
    QVERIFY(trees->input().mapTo(&page, QPoint()).x() > outputX);
    page.resize(500, 700);
    QTRY_COMPARE(trees->input().mapTo(&page, QPoint()).x(), trees->output().mapTo(&page, QPoint()).x());
}

void TestDataPage::missingMeasurementIsExplained()
{
    DataPage page;
    showAt(page, {1100, 700});
    page.showRecord(Record{.time = 1, .output = R"({"a": 1})", .input = {}});
    QCOMPARE(tableOf(page).model()->rowCount(), 1);
    page.setForm(DataPage::Tree);
    QVERIFY(says(page, "The measurement is not known"));
}

void TestDataPage::dataThatAreNotJsonAreShownAsText()
{
    DataPage page;
    showAt(page, {1100, 700});
    page.showRecord(Record{.time = 1, .output = "{\"a\": nan}\nsecond line", .input = R"({"b": 2})"});
    QCOMPARE(cell(*tableOf(page).model(), 0, 1), u"{\"a\": nan} second line"_s);
    page.setForm(DataPage::Tree);
    QVERIFY(says(page, "not JSON; shown as text"));
    const auto *text = page.findChild<RecordView *>()->output().findChild<QPlainTextEdit *>();
    QVERIFY(text->isVisible());
    QCOMPARE(text->toPlainText(), u"{\"a\": nan}\nsecond line"_s);
    page.showRecord(flatRecord());
    QVERIFY(!text->isVisible());
}

void TestDataPage::dataAreSearched()
{
    DataPage page;
    showAt(page, {1100, 700});
    page.showRecord(nestedRecord());
    auto *search = page.findChild<QLineEdit *>();
    QTest::keyClicks(search, u"VIRTUAL_memory-to"_s);
    const ItemView &table = tableOf(page);
    QCOMPARE(table.model()->rowCount(), 1);
    QCOMPARE(cell(*table.model(), 0, 0), u"virtual_memory-total"_s);
    QVERIFY(says(page, "1 of "));
    page.setForm(DataPage::Tree);
    const auto *trees = page.findChild<RecordView *>();
    QCOMPARE(trees->input().view().model()->rowCount(), 1);
    QCOMPARE(trees->output().view().model()->rowCount(), 0);
    search->setText(u"98.6"_s); // in a nested value
    const ItemView &output = trees->output().view();
    QVERIFY(output.model()->rowCount() > 0);
    QVERIFY(output.isExpanded(output.model()->index(0, 0)));
    search->clear();
    QVERIFY(!output.isExpanded(output.model()->index(1, 0)));
}

void TestDataPage::dataAreCopied()
{
    DataPage page;
    showAt(page, {1100, 700});
    const Record record = flatRecord();
    page.showRecord(record);
    const QList<QAction *> actions = page.findChild<QMenu *>()->actions();
    actions[0]->trigger();
    QCOMPARE(clipboard(), QString::fromUtf8(record.output));
    QCOMPARE(page.findChild<QPushButton *>()->text(), u"Copied"_s);
    actions[1]->trigger();
    QCOMPARE(clipboard(), QString::fromUtf8(record.input));

    ItemView &table = tableOf(page);
    table.setFocus();
    QTest::keySequence(&table, QKeySequence::Copy); // no row is selected
    QCOMPARE(clipboard(), QString::fromUtf8(record.output));
    table.setCurrentIndex(table.model()->index(1, 0));
    QTest::keySequence(&table, QKeySequence::Copy);
    QCOMPARE(clipboard(), u"{\n    \"percent-memory-cache\": 70.52\n}"_s);
    table.selectAll();
    actions[2]->trigger();
    QCOMPARE(firstKey(clipboard()), QByteArray("result"));
}

void TestDataPage::treesAreCopied()
{
    DataPage page;
    showAt(page, {1100, 700});
    page.showRecord(nestedRecord());
    page.setForm(DataPage::Tree);
    auto *trees = page.findChild<RecordView *>();
    ItemView &output = trees->output().view();
    const QModelIndex history = output.model()->index(1, 0);
    output.setCurrentIndex(output.model()->index(0, 0, history));
    output.setFocus();
    QTest::keySequence(&output, QKeySequence::Copy);
    QVERIFY(clipboard().startsWith(u"[\n    53.1,\n    1.8,"_s));
    ItemView &input = trees->input().view();
    input.setCurrentIndex(input.model()->index(1, 0));
    input.setFocus();
    QTest::keySequence(&input, QKeySequence::Copy);
    QCOMPARE(clipboard(), u"1.0"_s);
}

void TestDataPage::newDataKeepTheSelection()
{
    DataPage page;
    showAt(page, {1100, 400});
    Record record = nestedRecord();
    page.showRecord(record);
    ItemView &table = tableOf(page);
    table.setCurrentIndex(table.model()->index(40, 0));
    const QString chosen = table.currentIndex().data().toString();
    const QRect place = table.visualRect(table.currentIndex());
    record.output.replace("53.1", "54.2");
    page.showRecord(record);
    QCOMPARE(table.currentIndex().data().toString(), chosen);
    QCOMPARE(table.visualRect(table.currentIndex()), place);
    QCOMPARE(cell(*table.model(), 1, 1), u"54.2"_s);

    page.setForm(DataPage::Tree);
    ItemView &output = page.findChild<RecordView *>()->output().view();
    output.expand(output.model()->index(1, 0));
    record.output.replace("54.2", "55.3");
    page.showRecord(record);
    QVERIFY(output.isExpanded(output.model()->index(1, 0)));
}

void TestDataPage::searchKeepsOpenRows()
{
    DataPage page;
    showAt(page, {1100, 700});
    page.showRecord(nestedRecord());
    page.setForm(DataPage::Tree);
    ItemView &output = page.findChild<RecordView *>()->output().view();
    const auto row = [&output](int number) { return output.model()->index(number, 0); };
    output.expand(row(1));
    auto *search = page.findChild<QLineEdit *>();
    search->setText(u"timestamp"_s);
    QCOMPARE(output.model()->rowCount(), 1);
    search->clear();
    QVERIFY(output.isExpanded(row(1)));
    QVERIFY(!output.isExpanded(row(2)));
}

void TestDataPage::hiddenPageDoesNotUpdate()
{
    DataPage page;
    page.resize(1100, 700);
    page.showRecord(flatRecord());
    QCOMPARE(tableOf(page).model()->rowCount(), 0);
    page.show();
    QCOMPARE(tableOf(page).model()->rowCount(), 54);
}

/// Measures the longest time that 10 MB block the window.
void TestDataPage::largeDataDoNotBlockTheWindow()
{
    QByteArray json = R"({"list": [)";
    while (json.size() < 10'000'000)
        json += R"({"name": "some text", "value": 1234.5, "flags": [true, false]}, )";
    json += "0]}";
    DataPage page;
    showAt(page, {1100, 700});
    QElapsedTimer timer;
    for (const DataPage::Form form : {DataPage::Table, DataPage::Tree}) {
        page.setForm(form);
        for (const char *value : {"1234.5", "2345.6"}) {
            timer.start();
            page.showRecord(Record{.time = 1, .output = QByteArray(json).replace("1234.5", value), .input = json});
            page.grab();
            qInfo("form %d: %lld ms", form, timer.elapsed());
            QVERIFY2(timer.elapsed() < 2000, "too slow");
        }
        timer.start();
        page.findChild<QLineEdit *>()->setText(form == DataPage::Table ? u"77.value"_s : QString());
        page.grab();
        qInfo("form %d: searched in %lld ms", form, timer.elapsed());
        QVERIFY2(timer.elapsed() < 2000, "too slow");
    }
}

QTEST_MAIN(TestDataPage)
#include "tst_datapage.moc"
