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
    model.add({10, Level::Normal, u"a"_s});
    model.add({30, Level::Normal, u"c"_s});
    model.add({20, Level::Normal, u"b"_s});      // reported late
    model.add({30, Level::Normal, u"c, too"_s}); // reported later
    QCOMPARE(texts(model), (QStringList{u"c, too"_s, u"c"_s, u"b"_s, u"a"_s}));
}

void TestEventsModel::eventsAreBounded()
{
    EventsModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (int i = 1; i <= EventsModel::capacity + 5; ++i)
        model.add({i, Level::Normal, QString::number(i)});
    QCOMPARE(model.rowCount(), EventsModel::capacity);
    QCOMPARE(texts(model).first(), QString::number(EventsModel::capacity + 5));
    QCOMPARE(texts(model).last(), u"6"_s);
    QSignalSpy inserted(&model, &EventsModel::rowsInserted);
    model.add({2, Level::Normal, u"older than all"_s});
    QCOMPARE(inserted.count(), 0);
    QCOMPARE(model.rowCount(), EventsModel::capacity);
}

void TestEventsModel::rowsHaveTimeLevelAndText()
{
    EventsModel model;
    model.add({42, Level::Critical, u"text"_s});
    const QModelIndex index = model.index(0);
    QCOMPARE(index.data(EventsModel::TimeRole).toLongLong(), 42);
    QCOMPARE(index.data(EventsModel::LevelRole).value<Level>(), Level::Critical);
    QCOMPARE(index.data(EventsModel::TextRole).toString(), u"text"_s);
    QVERIFY(!index.data(Qt::DecorationRole).isValid());
}

QTEST_GUILESS_MAIN(TestEventsModel)
#include "tst_eventsmodel.moc"
