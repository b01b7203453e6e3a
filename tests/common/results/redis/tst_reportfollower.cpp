// SPDX-License-Identifier: GPL-3.0-or-later
// The report of a function, read from Redis.
#include "common/core/boundedtext.h"
#include "common/core/literals.h"
#include "common/redis/redisclient.h"
#include "common/results/outputkeys.h"
#include "common/results/redis/reportfollower.h"
#include "tests/support/redisreplies.h"
#include "tests/support/runtimefixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace pulse;
using namespace pulse::test;
using namespace std::chrono_literals;

class TestReportFollower : public QObject, private RuntimeFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void foreignRuntimeHasNoReport();
    void reportChangesOnlyWhenItChanged();
    void reportIsBounded();
    void longFailuresAreCut();
    void reportSurvivesALostServer();
    void refusedReportIsExplained_data();
    void refusedReportIsExplained();
    void machineOfTheInputKeyIsReported();
    void inputKeyOfTheRuntimeHasPriority();
    void longTextsOfTheMachineAreCut();
    void machineThatMayNotBeReadIsNoProblem();
};

namespace {

constexpr auto soon = 20ms; // between two reads of the report

void putStatus(const RedisServer &server, int calls)
{
    QVERIFY(server.call({"HSET", statusKey(outputKey), "calls", QByteArray::number(calls)}));
}

void putMachine(const RedisServer &server, const QByteArray &key, const QByteArray &name)
{
    QVERIFY(server.call({"HSET", machineKey(key), "name", name, "cpu", "POWER9", "memory", "25000000000"}));
}

/// Reads the report with a connection of its own.
struct Report
{
    explicit Report(const RedisOptions &options, const QByteArray &measuredKey = inputKey)
        : client(options)
        , follower(client, outputKey, measuredKey, soon)
        , changes(&follower, &ReportFollower::changed)
    {
        client.open();
    }

    quint64 calls() const { return follower.report().status.value_or(FunctionStatus{}).calls; }
    QString machineName() const { return follower.report().machine.value_or(Machine()).name; }
    QStringList messages() const
    {
        QStringList result;
        for (const Failure &failure : follower.report().failures)
            result << failure.errorMessage;
        return result;
    }

    RedisClient client;
    ReportFollower follower;
    QSignalSpy changes;
};

} // namespace

void TestReportFollower::foreignRuntimeHasNoReport()
{
    Report report(m_server->options());
    QTRY_VERIFY(callsOf(*m_server, "hgetall") >= 6); // of the status and of the machine, three times
    QVERIFY(!report.follower.report().status);
    QVERIFY(report.changes.isEmpty());
}

void TestReportFollower::reportChangesOnlyWhenItChanged()
{
    putStatus(*m_server, 1);
    addFailure(*m_server, "first");
    Report report(m_server->options());
    QTRY_COMPARE(report.changes.size(), 1);
    const int before = callsOf(*m_server, "hgetall");
    QTRY_VERIFY(callsOf(*m_server, "hgetall") >= before + 6);
    QCOMPARE(report.changes.size(), 1);
    putStatus(*m_server, 2);
    QTRY_COMPARE(report.calls(), quint64(2));
    QCOMPARE(report.changes.size(), 2);
    addFailure(*m_server, "second");
    QTRY_COMPARE(report.messages(), (QStringList{u"second"_s, u"first"_s}));
    QCOMPARE(report.changes.size(), 3);
    QVERIFY(m_server->call({"DEL", statusKey(outputKey), errorsKey(outputKey)}));
    QTRY_VERIFY(report.follower.report() == FunctionReport());
}

void TestReportFollower::reportIsBounded()
{
    QVERIFY(m_server->call({"EVAL", "for i = 1, 150 do redis.call('XADD', KEYS[1], '*', 'errorMessage', i) end", "1",
                            errorsKey(outputKey)}));
    Report report(m_server->options());
    QTRY_COMPARE(report.messages().size(), 100);
    QCOMPARE(report.messages().constFirst(), u"150"_s);
    QCOMPARE(report.messages().constLast(), u"51"_s);
}

void TestReportFollower::longFailuresAreCut()
{
    const QByteArray text(600'000, 'x');
    for (int i = 0; i < 80; ++i)
        QVERIFY(m_server->call(
            {"XADD", errorsKey(outputKey), "*", "errorMessage", QByteArray::number(i) + text, "stackTrace", text}));
    QVERIFY(m_server->call({"HSET", statusKey(outputKey), "reason", text}));
    Report report(m_server->options());
    QTRY_VERIFY(!report.messages().isEmpty());
    QVERIFY(report.messages().constFirst().startsWith(u"79xxx"_s));
    const QList<Failure> failures = report.follower.report().failures;
    for (const Failure &failure : failures) {
        QVERIFY(failure.errorMessage.toUtf8().size() <= longestText);
        QCOMPARE(failure.stackTrace, boundedText(text));
    }
    QCOMPARE(failures.size(), 32); // 4 MiB together
    QCOMPARE(report.follower.report().status->reason, boundedText(text));
}

void TestReportFollower::reportSurvivesALostServer()
{
    putStatus(*m_server, 7);
    addFailure(*m_server, "kept");
    Report report(m_server->options());
    QTRY_COMPARE(report.changes.size(), 1);
    QSignalSpy lost(&report.client, &RedisClient::lost);
    m_server->kill();
    QTRY_VERIFY(lost.size() >= 3);
    QCOMPARE(report.calls(), quint64(7));
    QCOMPARE(report.messages(), QStringList{u"kept"_s});
    QCOMPARE(report.changes.size(), 1);
    QVERIFY(m_server->start()); // empty
    putStatus(*m_server, 8);
    QTRY_COMPARE(report.calls(), quint64(8));
    QTRY_COMPARE(report.messages(), QStringList());
}

void TestReportFollower::refusedReportIsExplained_data()
{
    QTest::addColumn<QByteArray>("withheld");
    QTest::addColumn<bool>("isStatus");
    QTest::newRow("status") << statusKey(outputKey) << true;
    QTest::newRow("failures") << errorsKey(outputKey) << false;
}

void TestReportFollower::refusedReportIsExplained()
{
    QFETCH(QByteArray, withheld);
    QFETCH(bool, isStatus);
    putStatus(*m_server, 7);
    addFailure(*m_server, "x");
    const QByteArray allowed = isStatus ? errorsKey(outputKey) : statusKey(outputKey);
    QVERIFY(m_server->call({"ACL", "SETUSER", "few", "on", ">pw", "~" + allowed, "+@all"}));
    Report report(asUser(m_server->options(), u"few"_s));
    QTRY_COMPARE(report.changes.size(), 1);
    const QString advice = u"Ask for the permission to read “%1” (NOPERM"_s.arg(QString::fromUtf8(withheld));
    QVERIFY2(report.follower.report().problem.sentence.startsWith(advice),
             qPrintable(report.follower.report().problem.sentence));
    QCOMPARE(report.follower.report().status.has_value(), !isStatus);
    QCOMPARE(report.messages().isEmpty(), !isStatus);

    QVERIFY(m_server->call({"ACL", "SETUSER", "few", "~*"}));
    QTRY_COMPARE(report.follower.report().problem.sentence, QString());
    QCOMPARE(report.calls(), quint64(7));
    QCOMPARE(report.messages(), QStringList{u"x"_s});
}

void TestReportFollower::machineOfTheInputKeyIsReported()
{
    putMachine(*m_server, inputKey, "vm7");
    Report report(m_server->options());
    QTRY_COMPARE(report.changes.size(), 1);
    QVERIFY(report.follower.report().machine == (Machine{u"vm7"_s, u"POWER9"_s, 25'000'000'000}));
    QVERIFY(!report.follower.report().status); // a runtime of another project
    putMachine(*m_server, inputKey, "vm8");
    QTRY_COMPARE(report.machineName(), u"vm8"_s);
    QVERIFY(m_server->call({"DEL", machineKey(inputKey)}));
    QTRY_VERIFY(report.follower.report() == FunctionReport());
}

void TestReportFollower::inputKeyOfTheRuntimeHasPriority()
{
    putMachine(*m_server, inputKey, "vm7");
    putMachine(*m_server, "other", "vm8");
    QVERIFY(m_server->call({"HSET", statusKey(outputKey), "input_key", "other"}));
    const Report report(m_server->options());
    QTRY_COMPARE(report.machineName(), u"vm8"_s);
    QCOMPARE(report.changes.size(), 1);                                   // never with the other machine
    QVERIFY(m_server->call({"HDEL", statusKey(outputKey), "input_key"})); // a runtime of an earlier version
    putStatus(*m_server, 1);
    const Report withoutSettings(m_server->options(), {});
    QTRY_COMPARE(report.machineName(), u"vm7"_s);
    QTRY_COMPARE(withoutSettings.calls(), quint64(1));
    QVERIFY(!withoutSettings.follower.report().machine);
}

void TestReportFollower::longTextsOfTheMachineAreCut()
{
    const QByteArray text(600'000, 'x');
    QVERIFY(m_server->call({"HSET", machineKey(inputKey), "name", text, "cpu", text, "memory", "-1"}));
    const Report report(m_server->options());
    QTRY_COMPARE(report.machineName(), boundedText(text, longestName));
    QCOMPARE(report.follower.report().machine->cpu, boundedText(text, longestName));
    QCOMPARE(report.follower.report().machine->memory, qint64(0));
}

void TestReportFollower::machineThatMayNotBeReadIsNoProblem()
{
    putStatus(*m_server, 7);
    putMachine(*m_server, inputKey, "vm7");
    QVERIFY(m_server->call(
        {"ACL", "SETUSER", "few", "on", ">pw", "~" + statusKey(outputKey), "~" + errorsKey(outputKey), "+@all"}));
    const Report report(asUser(m_server->options(), u"few"_s));
    QTRY_COMPARE(report.calls(), quint64(7));
    QVERIFY(report.follower.report().problem.isNone());
    QVERIFY(!report.follower.report().machine);
    QVERIFY(m_server->call({"ACL", "SETUSER", "few", "~" + machineKey(inputKey)}));
    QTRY_COMPARE(report.machineName(), u"vm7"_s);
    QVERIFY(m_server->call({"DEL", machineKey(inputKey)}));
    QVERIFY(m_server->call({"SET", machineKey(inputKey), "another type"}));
    QTRY_VERIFY(!report.follower.report().machine);
    QVERIFY(report.follower.report().problem.isNone());
}

QTEST_GUILESS_MAIN(TestReportFollower)
#include "tst_reportfollower.moc"
