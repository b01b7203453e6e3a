// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/calltext.h"
#include "app/state/failuresmodel.h"
#include "app/state/outcometext.h"
#include "common/core/literals.h"

#include <QAbstractItemModelTester>
#include <QDateTime>
#include <QSignalSpy>
#include <QTest>

using namespace pulse;

class TestFailuresModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void sameErrorsAreOneGroup();
    void theGroupOfTheNewestFailureIsFirst();
    void rowsShowTheFailure();
    void outcomesAreNamedAndCounted();
    void durationsHaveThreeDigits_data();
    void durationsHaveThreeDigits();
};

namespace {

constexpr auto strict = QAbstractItemModelTester::FailureReportingMode::Fatal;

Failure failureAt(qint64 time, int line = 80)
{
    return {.time = time,
            .outcome = u"raised"_s,
            .errorType = u"ZeroDivisionError"_s,
            .errorMessage = u"division by zero (/opt/usermodule.py, line %1)"_s.arg(line),
            .stackTrace = u"  File \"/opt/usermodule.py\", line 3, in handler"_s,
            .inputDigest = u"2c26b46b68ff"_s,
            .duration = 0.00042};
}

} // namespace

void TestFailuresModel::initTestCase()
{
    QLocale::setDefault(QLocale::c());
}

/// The texts of errors at the same place may differ; without a place, the text decides.
void TestFailuresModel::sameErrorsAreOneGroup()
{
    FailuresModel model;
    const QAbstractItemModelTester tester(&model, strict);
    Failure otherText = failureAt(3000);
    otherText.errorMessage.replace(u"division"_s, u"another division"_s);
    Failure otherType = failureAt(2000);
    otherType.errorType = u"KeyError"_s;
    Failure noPlace = failureAt(1000);
    noPlace.errorMessage = u"the call took longer than 5 s and was ended"_s;
    Failure otherEnd = noPlace;
    otherEnd.errorMessage = u"the worker ended"_s;
    model.show({failureAt(5000), failureAt(4000, 81), otherText, otherType, noPlace, noPlace, otherEnd});
    QCOMPARE(model.rowCount(), 5);
    const QList<int> counts{model.count(0), model.count(1), model.count(2), model.count(3), model.count(4)};
    QCOMPARE(counts, (QList<int>{2, 1, 1, 2, 1}));
    QCOMPARE(model.newest(0).time, 5000);
    QCOMPARE(model.rowOf(otherText), 0);
    QCOMPARE(model.rowOf(failureAt(0, 82)), -1);
}

void TestFailuresModel::theGroupOfTheNewestFailureIsFirst()
{
    FailuresModel model;
    const QAbstractItemModelTester tester(&model, strict);
    QList<Failure> failures{failureAt(2000, 1), failureAt(1000, 2)};
    model.show(failures);
    QCOMPARE(model.rowOf(failureAt(0, 2)), 1);
    failures.prepend(failureAt(3000, 2));
    model.show(failures);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.rowOf(failureAt(0, 2)), 0);
    QCOMPARE(model.newest(0).time, 3000);
    const QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    model.show(failures);
    QCOMPARE(resets.size(), 0);
    model.show({});
    QCOMPARE(model.rowCount(), 0);
}

void TestFailuresModel::rowsShowTheFailure()
{
    FailuresModel model;
    const qint64 today = QDateTime(QDate::currentDate(), QTime(14, 3, 22)).toMSecsSinceEpoch();
    const qint64 longAgo = QDateTime(QDate(2024, 2, 29), QTime(1, 2, 3)).toMSecsSinceEpoch();
    Failure crash = failureAt(longAgo);
    crash.outcome = u"crashed"_s;
    crash.errorType.clear();
    crash.errorMessage = u"the worker\nended"_s;
    model.show({failureAt(today), failureAt(longAgo), crash});
    const auto text = [&model](int row, int role) { return model.index(row).data(role).toString(); };
    QCOMPARE(text(0, Qt::DisplayRole), u"ZeroDivisionError, line 80 ×2, last 14:03:22"_s);
    QCOMPARE(text(0, FailuresModel::TitleRole), u"ZeroDivisionError, line 80 ×2"_s);
    QCOMPARE(text(0, FailuresModel::TimeRole), u"last 14:03:22"_s);
    QCOMPARE(text(0, FailuresModel::MessageRole), u"division by zero"_s);
    QCOMPARE(text(0, Qt::ToolTipRole), u"division by zero (/opt/usermodule.py, line 80)"_s);
    QCOMPARE(text(1, Qt::DisplayRole), u"crashed, 29 Feb 2024 01:02:03"_s);
    QCOMPARE(text(1, FailuresModel::MessageRole), u"the worker ended"_s);
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
