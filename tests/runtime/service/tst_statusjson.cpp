// SPDX-License-Identifier: GPL-3.0-or-later
// The answers of /errors and /readyz.
#include "common/core/literals.h"
#include "runtime/service/statusjson.h"
#include "tests/support/files.h"
#include "tests/support/runtimestatuses.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace pulse;
using namespace pulse::test;

class TestStatusJson : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void failuresAreWrittenAsJson();
    void readinessHasAReason();
};

void TestStatusJson::failuresAreWrittenAsJson()
{
    const Failure first = {1'795'343'400'007,
                           u"raised"_s,
                           u"ZeroDivisionError"_s,
                           u"division by zero"_s,
                           u"  File \"f.py\", line 1\n    1 / 0\n"_s,
                           u"2c26"_s,
                           0.5};
    Failure second;
    second.outcome = outcomeName(Outcome::TimedOut);
    const QJsonArray list = QJsonDocument::fromJson(errorsJson({first, second})).array();
    QCOMPARE(list.size(), 2);
    const char *const expected = R"({
        "errorType": "ZeroDivisionError", "errorMessage": "division by zero",
        "stackTrace": ["  File \"f.py\", line 1", "    1 / 0"], "outcome": "raised",
        "time": "2026-11-22T10:30:00.007Z", "inputDigest": "2c26", "duration": 0.5})";
    QCOMPARE(list[1].toObject(), jsonObject(expected));
    QCOMPARE(list[0].toObject().value(u"outcome"_s).toString(), u"timed_out"_s);
    QCOMPARE(list[0].toObject().value(u"stackTrace"_s).toArray(), QJsonArray());
    QCOMPARE(errorsJson({}), QByteArray("[]"));
}

void TestStatusJson::readinessHasAReason()
{
    RuntimeStatus status = fullStatus();
    QCOMPARE(jsonObject(readinessJson(status)), jsonObject(R"({"ready": true})"));
    status.connected = false;
    QVERIFY(!isReady(status));
    status.reason = u"redis is away"_s;
    QCOMPARE(jsonObject(readinessJson(status)), jsonObject(R"({"ready": false, "reason": "redis is away"})"));
    status.connected = true;
    status.loaded = false;
    status.reason.clear();
    QCOMPARE(jsonObject(readinessJson(status)), jsonObject(R"({"ready": false, "reason": "no function is loaded"})"));
}

QTEST_GUILESS_MAIN(TestStatusJson)
#include "tst_statusjson.moc"
