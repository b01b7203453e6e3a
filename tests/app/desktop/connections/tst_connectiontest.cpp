// SPDX-License-Identifier: GPL-3.0-or-later
// The test of a connection, against a real Redis server, a real sshd and a real gateway.
#include "app/desktop/connections/connectiontest.h"
#include "tests/support/connections.h"
#include "tests/support/gatewayfixture.h"
#include "tests/support/sshtunnelfixture.h"

#include <QSignalSpy>
#include <QTest>

#include <functional>

using namespace pulse;
using namespace pulse::test;

class TestConnectionTest : public QObject, private SshTunnelFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void redisPassesEachStep();
    void redisStepsFailWithTheirReason_data();
    void redisStepsFailWithTheirReason();
    void sshPassesEachStep();
    void failedSshIsExplained();
    void refusedTargetIsExplained();
    void cancelledTestLeavesNoSsh();
    void gatewayPassesEachStep();
    void gatewayStepsFailWithTheirReason_data();
    void gatewayStepsFailWithTheirReason();

private:
    Connection toKey(const char *key) const { return redisConnection(m_redis->url(), key); }
    Connection overSsh() const;
    GatewaySettings gatewayWithToken() const;
};

namespace {

using Outcome = ConnectionTest::Outcome;
using Step = ConnectionTest::Step;

constexpr int longest = 20'000; // ms

/// A test with what it reports: "Server running", "Server passed", "Output failed: There is no key", …
struct Run
{
    explicit Run(const Connection &connection)
        : test(std::make_unique<ConnectionTest>(connection))
        , finished(test.get(), &ConnectionTest::finished)
    {
        QObject::connect(test.get(), &ConnectionTest::stepChanged, test.get(),
                         [this](Step step, Outcome outcome, const QString &why) {
                             const QStringList steps{u"Tunnel"_s, u"Server"_s, u"SignIn"_s, u"Output"_s, u"Result"_s};
                             const QStringList outcomes{u"running"_s, u"passed"_s, u"failed"_s};
                             reports << steps.at(static_cast<int>(step)) + ' '_L1 +
                                            outcomes.at(static_cast<int>(outcome)) +
                                            (why.isEmpty() ? QString() : u": "_s + why);
                         });
        test->start();
    }

    bool hasFinished() const { return finished.size() == 1; }

    std::unique_ptr<ConnectionTest> test;
    QSignalSpy finished;
    QStringList reports;
};

/// Returns the reports of a test that passes these steps.
QStringList passing(const QStringList &steps)
{
    QStringList reports;
    for (const QString &step : steps)
        reports << step + u" running"_s << step + u" passed"_s;
    return reports;
}

} // namespace

Connection TestConnectionTest::overSsh() const
{
    Connection connection = toKey("results");
    connection.ssh = options();
    return connection;
}

GatewaySettings TestConnectionTest::gatewayWithToken() const
{
    GatewaySettings settings = gatewaySettings(*m_redis);
    settings.access.token = "secret-token-of-the-test";
    return settings;
}

void TestConnectionTest::redisPassesEachStep()
{
    addNumbers(*m_redis, 1, 3);
    const Run run(toKey("results"));
    QTRY_VERIFY(run.hasFinished());
    QCOMPARE(run.reports, passing({u"Server"_s, u"Output"_s, u"Result"_s}));
}

void TestConnectionTest::redisStepsFailWithTheirReason_data()
{
    QTest::addColumn<QString>("user"); // empty: no such server
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("report"); // the beginning of the last one
    QTest::newRow("no server") << QString() << u"results"_s << u"Server failed: Cannot connect to redis://127.0.0.1:"_s;
    QTest::newRow("login") << u"unknown"_s << u"results"_s << u"Server failed: Check the user and the password"_s;
    QTest::newRow("no such key")
        << u"default"_s << u"results"_s
        << u"Output failed: There is no key “results”. These keys look like results: lab-output"_s;
    QTest::newRow("another type") << u"default"_s << u"list"_s << u"Output failed: “list” holds no text"_s;
    QTest::newRow("not allowed") << u"few"_s << u"results"_s
                                 << u"Output failed: Ask for the permission to read “results”"_s;
}

void TestConnectionTest::redisStepsFailWithTheirReason()
{
    QFETCH(QString, user);
    QFETCH(QString, key);
    QFETCH(QString, report);
    QVERIFY(m_redis->call({"SET", "lab-output", "{}"}));
    QVERIFY(m_redis->call({"RPUSH", "list", "x"}));
    QVERIFY(m_redis->call({"ACL", "SETUSER", "few", "on", ">pw", "~other", "&*", "+@all"}));
    Connection connection = toKey(qPrintable(key));
    if (user.isEmpty())
        connection.redis->port = freePort();
    else if (user != "default"_L1) {
        connection.redis->user = user;
        connection.redis->password = u"pw"_s;
    }
    const Run run(connection);
    QTRY_VERIFY_WITH_TIMEOUT(run.hasFinished(), longest);
    QVERIFY2(run.reports.constLast().startsWith(report), qPrintable(run.reports.join('\n'_L1)));
    QTest::qWait(200); // nothing is tried again
    QVERIFY(run.hasFinished());
}

/// The ssh ends with the test, although the test still exists.
void TestConnectionTest::sshPassesEachStep()
{
    QVERIFY(m_server->start());
    addNumbers(*m_redis, 1, 3);
    const Run run(overSsh());
    QTRY_VERIFY_WITH_TIMEOUT(run.hasFinished(), longest);
    QCOMPARE(run.reports, passing({u"Tunnel"_s, u"Server"_s, u"Output"_s, u"Result"_s}));
    QTRY_COMPARE(processes(), QList<qint64>());
}

void TestConnectionTest::failedSshIsExplained()
{
    const Run run(overSsh()); // no sshd listens
    QTRY_VERIFY_WITH_TIMEOUT(run.hasFinished(), longest);
    QCOMPARE(run.reports.size(), 2);
    QVERIFY2(run.reports.constLast().startsWith("Tunnel failed: No SSH tunnel to "_L1),
             qPrintable(run.reports.constLast()));
    QTRY_COMPARE(processes(), QList<qint64>());
}

/// The login works, but nothing listens where the Redis server should be.
void TestConnectionTest::refusedTargetIsExplained()
{
    QVERIFY(m_server->start());
    Connection connection = overSsh();
    connection.redis->port = freePort();
    const Run run(connection);
    QTRY_VERIFY_WITH_TIMEOUT(run.hasFinished(), longest);
    QCOMPARE(run.reports.first(3), (QStringList{u"Tunnel running"_s, u"Tunnel passed"_s, u"Server running"_s}));
    QVERIFY2(run.reports.constLast().startsWith("Server failed: "_L1), qPrintable(run.reports.constLast()));
    QTRY_COMPARE(processes(), QList<qint64>());
}

void TestConnectionTest::cancelledTestLeavesNoSsh()
{
    QVERIFY(m_server->start());
    Run run(overSsh());
    QTRY_VERIFY(!processes().isEmpty());
    run.test.reset();
    QTRY_COMPARE(processes(), QList<qint64>());
}

void TestConnectionTest::gatewayPassesEachStep()
{
    addNumbers(*m_redis, 1, 3);
    const RunningGateway gateway(gatewayWithToken(), gatewayLimits(*m_redis));
    Connection connection = gatewayConnection(gateway.feedUrl().toEncoded(), "secret-token-of-the-test");
    const Run run(connection);
    QTRY_VERIFY(run.hasFinished());
    QCOMPARE(run.reports, passing({u"Server"_s, u"SignIn"_s, u"Output"_s, u"Result"_s}));
}

void TestConnectionTest::gatewayStepsFailWithTheirReason_data()
{
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<bool>("isRunning");
    QTest::addColumn<QString>("report"); // the beginning of the last one
    const QByteArray token = "secret-token-of-the-test";
    QTest::newRow("no gateway") << token << QByteArray() << false << u"Server failed: Cannot connect to "_s;
    QTest::newRow("wrong token") << QByteArray("wrong") << QByteArray() << true << u"SignIn failed: "_s;
    QTest::newRow("no such output") << token << QByteArray("other") << true << u"Output failed: "_s;
}

void TestConnectionTest::gatewayStepsFailWithTheirReason()
{
    QFETCH(QByteArray, token);
    QFETCH(QByteArray, key);
    QFETCH(bool, isRunning);
    QFETCH(QString, report);
    std::optional<RunningGateway> gateway;
    if (isRunning)
        gateway.emplace(gatewayWithToken(), gatewayLimits(*m_redis));
    const QByteArray url =
        isRunning ? gateway->feedUrl().toEncoded() : "ws://127.0.0.1:" + QByteArray::number(freePort()) + "/feed";
    Connection connection = gatewayConnection(url, token);
    connection.outputKey = key;
    const Run run(connection);
    QTRY_VERIFY_WITH_TIMEOUT(run.hasFinished(), longest);
    QVERIFY2(run.reports.constLast().startsWith(report), qPrintable(run.reports.join('\n'_L1)));
}

QTEST_GUILESS_MAIN(TestConnectionTest)
#include "tst_connectiontest.moc"
