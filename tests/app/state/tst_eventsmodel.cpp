// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/eventsmodel.h"
#include "common/core/literals.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace pulse;

class TestEventsModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eventsAreNewestFirst();
    void eventsAreBounded();
    void rowsHaveTimeLevelAndText();
    void rowsAreThoseOfTheRange();
    void eventsTogetherAreOneRow_data();
    void eventsTogetherAreOneRow();
    void repeatedEventsAreOneRow();
    void rowsOfSeveralEventsHaveDetails();
    void rowsKeepTheirPlace();
    void eventsAfterATimeAreDropped();
    void missingEventsAreKnown();
};

namespace {

QStringList texts(const EventsModel &model)
{
    QStringList result;
    for (int row = 0; row < model.rowCount(); ++row)
        result.append(model.index(row).data().toString());
    return result;
}

} // namespace

void TestEventsModel::eventsAreNewestFirst()
{
    EventsModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.add({{10, Level::Normal, u"a"_s}, {30, Level::Normal, u"c"_s}});
    model.add({{20, Level::Normal, u"b"_s}});      // reported late
    model.add({{30, Level::Normal, u"c, too"_s}}); // reported later
    QCOMPARE(texts(model), (QStringList{u"c, too"_s, u"c"_s, u"b"_s, u"a"_s}));
}

void TestEventsModel::eventsAreBounded()
{
    EventsModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (int i = 1; i <= EventsModel::capacity + 5; ++i)
        model.add({{i, Level::Normal, QString::number(i)}});
    QCOMPARE(model.rowCount(), EventsModel::capacity);
    QCOMPARE(texts(model).first(), QString::number(EventsModel::capacity + 5));
    QCOMPARE(texts(model).last(), u"6"_s);
    QSignalSpy inserted(&model, &EventsModel::rowsInserted);
    model.add({{2, Level::Normal, u"older than all"_s}});
    QCOMPARE(inserted.count(), 0);
    QCOMPARE(model.rowCount(), EventsModel::capacity);
}

void TestEventsModel::rowsHaveTimeLevelAndText()
{
    EventsModel model;
    model.add({{42, Level::Critical, u"text"_s}});
    const QModelIndex index = model.index(0);
    QCOMPARE(index.data(EventsModel::TimeRole).toLongLong(), 42);
    QCOMPARE(index.data(EventsModel::LevelRole).value<Level>(), Level::Critical);
    QCOMPARE(index.data(EventsModel::TextRole).toString(), u"text"_s);
    QVERIFY(index.data(EventsModel::DetailsRole).toStringList().isEmpty());
    QVERIFY(!index.data(Qt::DecorationRole).isValid());
}

void TestEventsModel::rowsAreThoseOfTheRange()
{
    EventsModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (int i = 1; i <= 5; ++i)
        model.add({{10 * i, Level::Normal, QString::number(i)}});
    model.setRange({20, 40}, 1);
    QCOMPARE(texts(model), (QStringList{u"4"_s, u"3"_s, u"2"_s}));
    QCOMPARE(model.marks().size(), 3);
    QCOMPARE(model.marks().constFirst(), (EventMark{40, Level::Normal, u"4"_s}));
    model.add({{35, Level::Normal, u"between"_s}, {60, Level::Normal, u"later"_s}});
    QCOMPARE(texts(model), (QStringList{u"4"_s, u"between"_s, u"3"_s, u"2"_s}));
    QCOMPARE(model.rowAt(35), 1);
    QCOMPARE(model.rowAt(60), -1);
    model.setRange({45, EventsModel::unlimited.to}, 1);
    QCOMPARE(texts(model), (QStringList{u"later"_s, u"5"_s}));
    model.clear();
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(model.marks().isEmpty());
}

void TestEventsModel::eventsTogetherAreOneRow_data()
{
    QTest::addColumn<QList<int>>("times");
    QTest::addColumn<QStringList>("expected");
    QTest::newRow("two") << QList{1000, 1500} << QStringList{u"1500"_s, u"1000"_s};
    QTest::newRow("three") << QList{1000, 1500, 5999} << QStringList{u"3 events: 1000; 1500; 5999"_s};
    QTest::newRow("a period apart") << QList{1000, 1500, 6000} << QStringList{u"6000"_s, u"1500"_s, u"1000"_s};
    QTest::newRow("after another one") << QList{1000, 5500, 6500, 7500}
                                       << QStringList{u"3 events: 5500; 6500; 7500"_s, u"1000"_s};
    QTest::newRow("twice") << QList{1000, 1001, 1002, 6000, 6001, 6002}
                           << QStringList{u"3 events: 6000; 6001; 6002"_s, u"3 events: 1000; 1001; 1002"_s};
}

void TestEventsModel::eventsTogetherAreOneRow()
{
    QFETCH(QList<int>, times);
    QFETCH(QStringList, expected);
    EventsModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setRange(EventsModel::unlimited, 5000);
    for (const int time : times)
        model.add({{time, Level::Normal, QString::number(time)}});
    QCOMPARE(texts(model), expected);
    QCOMPARE(model.marks().size(), times.size()); // each event has its own mark
}

void TestEventsModel::repeatedEventsAreOneRow()
{
    EventsModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setRange(EventsModel::unlimited, 1);
    for (int i = 1; i <= 4; ++i)
        model.add({{10'000 * i, Level::Critical, u"failed"_s}});
    QCOMPARE(texts(model), QStringList{u"failed (4 times)"_s});
    model.add({{50'000, Level::Normal, u"other"_s}, {60'000, Level::Critical, u"failed"_s}});
    QCOMPARE(texts(model), (QStringList{u"failed"_s, u"other"_s, u"failed (4 times)"_s}));
    QCOMPARE(model.rowAt(30'000), 2);
}

void TestEventsModel::rowsOfSeveralEventsHaveDetails()
{
    EventsModel model([](const Event &event) { return event.detail + u"!"_s; });
    model.setRange({2000, 9000}, 5000);
    model.add({{1000, Level::Warning, u"a"_s}, {2000, Level::Critical, u"b"_s}, {3000, Level::Normal, u"c"_s}});
    QCOMPARE(model.rowCount(), 1); // its first event is before the range
    const QModelIndex index = model.index(0);
    QCOMPARE(index.data(EventsModel::TimeRole).toLongLong(), 1000);
    QCOMPARE(index.data(EventsModel::LevelRole).value<Level>(), Level::Critical);
    QCOMPARE(index.data(EventsModel::TextRole).toString(), u"3 events: a!; b!; c!"_s);
    QCOMPARE(index.data(EventsModel::DetailsRole).toStringList(), (QStringList{u"a!"_s, u"b!"_s, u"c!"_s}));
    QCOMPARE(model.rowAt(2500), 0);
    QCOMPARE(model.textsAt(2500), (QStringList{u"a!"_s, u"b!"_s, u"c!"_s}));
    QVERIFY(model.textsAt(4000).isEmpty());
    model.add({{60'000, Level::Normal, u"d"_s}});
    model.setRange(EventsModel::unlimited, 5000);
    QCOMPARE(model.textsAt(60'000), QStringList(u"d!"_s));
}

/// A selected row stays selected while others appear and disappear.
void TestEventsModel::rowsKeepTheirPlace()
{
    EventsModel model;
    for (int i = 1; i <= 3; ++i)
        model.add({{10'000 * i, Level::Normal, QString::number(i)}});
    const QPersistentModelIndex second = model.index(1);
    QSignalSpy reset(&model, &EventsModel::modelReset);
    model.add({{40'000, Level::Normal, u"4"_s}});
    model.setRange({15'000, 50'000}, 5000);
    QCOMPARE(second.row(), 2);
    QCOMPARE(second.data().toString(), u"2"_s);
    QCOMPARE(reset.count(), 0);
}

/// As after the source's clock was set back.
void TestEventsModel::eventsAfterATimeAreDropped()
{
    EventsModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (int i = 1; i <= 3; ++i)
        model.add({{10'000 * i, Level::Normal, QString::number(i)}});
    model.dropAfter(20'000);
    QCOMPARE(texts(model), (QStringList{u"2"_s, u"1"_s}));
}

void TestEventsModel::missingEventsAreKnown()
{
    EventsModel model;
    for (int i = 1; i <= EventsModel::capacity; ++i)
        model.add({{i, Level::Normal, QString::number(i)}});
    model.setRange({1, 1000}, 1);
    QVERIFY(!model.isCut());
    model.add({{500, Level::Normal, u"one more"_s}});
    QVERIFY(model.isCut());
    model.setRange({100, 1000}, 1);
    QVERIFY(!model.isCut());
}

QTEST_GUILESS_MAIN(TestEventsModel)
#include "tst_eventsmodel.moc"
