// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/calltext.h"
#include "app/state/failuresmodel.h"
#include "app/state/outcometext.h"
#include "common/core/literals.h"
#include "tests/support/itemtexts.h"

#include <QAbstractItemModelTester>
#include <QDateTime>
#include <QTest>

using namespace pulse;
using namespace pulse::test;

class TestFailuresModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void rowsAreKeptWhenFailuresAreAdded();
    void rowsShowTheFailure();
    void outcomesAreNamedAndCounted();
    void durationsHaveThreeDigits_data();
    void durationsHaveThreeDigits();
};

namespace {

constexpr auto strict = QAbstractItemModelTester::FailureReportingMode::Fatal;

Failure failureAt(qint64 time)
{
    return {.time = time,
            .outcome = u"raised"_s,
            .errorType = u"ZeroDivisionError"_s,
            .errorMessage = u"division by zero"_s,
            .stackTrace = u"  File \"/opt/usermodule.py\", line 3, in handler"_s,
            .inputDigest = u"2c26b46b68ff"_s,
            .duration = 0.00042};
}

} // namespace

void TestFailuresModel::initTestCase()
{
    QLocale::setDefault(QLocale::c());
}

void TestFailuresModel::rowsAreKeptWhenFailuresAreAdded()
{
    FailuresModel model;
    const QAbstractItemModelTester tester(&model, strict);
    QList<Failure> failures;
    for (int i = 0; i < 100; ++i)
        failures.prepend(failureAt(1000 * i));
    model.show(failures);
    QCOMPARE(model.rowCount(), 100);
    const QPersistentModelIndex newest = model.index(0, 0);
    const QPersistentModelIndex oldest = model.index(99, 0);
    failures.prepend(failureAt(200'000));
    failures.removeLast();
    model.show(failures);
    QCOMPARE(model.rowCount(), 100);
    QCOMPARE(newest.row(), 1);
    QVERIFY(!oldest.isValid());
    QCOMPARE(model.failure(0).time, 200'000);
    model.show({});
    QCOMPARE(model.rowCount(), 0);
}

void TestFailuresModel::rowsShowTheFailure()
{
    FailuresModel model;
    const qint64 today = QDateTime(QDate::currentDate(), QTime(14, 3, 22)).toMSecsSinceEpoch();
    const qint64 longAgo = QDateTime(QDate(2024, 2, 29), QTime(1, 2, 3)).toMSecsSinceEpoch();
    model.show({failureAt(today), failureAt(longAgo)});
    QCOMPARE(cell(model, 0, FailuresModel::Time), u"14:03:22"_s);
    QCOMPARE(cell(model, 1, FailuresModel::Time), u"2024-02-29 01:02:03"_s);
    QCOMPARE(cell(model, 0, FailuresModel::Outcome), u"raised"_s);
    QCOMPARE(cell(model, 0, FailuresModel::Type), u"ZeroDivisionError"_s);
    QCOMPARE(cell(model, 0, FailuresModel::Message), u"division by zero"_s);
    QCOMPARE(cell(model, 0, FailuresModel::Duration), u"0.42 ms"_s);
}

void TestFailuresModel::outcomesAreNamedAndCounted()
{
    QCOMPARE(OutcomeText::of(u"timed_out"_s), u"timed out"_s);
    QCOMPARE(OutcomeText::of(u"invented"_s), u"invented"_s);
    QCOMPARE(OutcomeText::failures({{u"success"_s, 10}, {u"nothing"_s, 5}, {u"raised"_s, 2}, {u"crashed"_s, 1}}), 3);
}

void TestFailuresModel::durationsHaveThreeDigits_data()
{
    QTest::addColumn<double>("seconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("none") << 0.0 << "0.00 ms";
    QTest::newRow("short") << 0.00042 << "0.42 ms";
    QTest::newRow("ten") << 0.0123 << "12.3 ms";
    QTest::newRow("hundreds") << 0.4321 << "432 ms";
    QTest::newRow("almost a second") << 0.9996 << "1.00 s";
    QTest::newRow("seconds") << 12.34 << "12.3 s";
    QTest::newRow("minutes") << 600.0 << "600 s";
}

void TestFailuresModel::durationsHaveThreeDigits()
{
    QFETCH(double, seconds);
    QFETCH(QString, text);
    QCOMPARE(CallText::duration(seconds), text);
}

QTEST_GUILESS_MAIN(TestFailuresModel)
#include "tst_failuresmodel.moc"
