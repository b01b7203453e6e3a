// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/literals.h"
#include "tests/support/runtimefixture.h"
#include "tests/support/timeouts.h"

#include <QJsonDocument>
#include <QTimer>

#include <algorithm>

using namespace pulse;
using namespace pulse::test;

/// TRIGGER=push, with an INTERVAL that is longer than any test waits.
class TestTrigger : public QObject, private RuntimeFixture
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { tearDown(); }
    void callsAtOnce();
    void callsOnceForEachValue();
    void slowCallsGetNewValues();
    void sameValueAgainIsNoChange();
    void otherKeysAreIgnored();
    void changeWhileRedisWasAwayIsHandled();
    void killedConnectionsLoseNoChange();
    void keyspaceNotificationsAreUsedWithoutTracking();
    void pollsIfTheServerSendsNoNotifications();

private:
    QString useNarrowUser(const QByteArrayList &rules);
};

void TestTrigger::init()
{
    setUp();
    setVariable("TRIGGER", u"push"_s);
    setVariable("INTERVAL", u"3600"_s);
}

void TestTrigger::callsAtOnce()
{
    QVERIFY(startRuntime(functionFile("counting.py")));
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("no value under key metrics yet"), 1, waitTimeout);
    for (int i = 1; i <= 20; ++i) {
        putNumber(i);
        QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), i, waitTimeout);
    }
    QCOMPARE(resultOf("calls"), 20);
}

void TestTrigger::callsOnceForEachValue()
{
    putNumber(0);
    QVERIFY(startRuntime(functionFile("counting.py")));
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("calls"), 1, waitTimeout);
    RedisClient client(m_server->options()); // faster than the calls
    client.open();
    QTRY_VERIFY(client.isReady());
    for (int i = 1; i <= 2000; ++i)
        client.send({"SET", inputKey, R"({"n": )" + QByteArray::number(i) + "}"}, this, [](const RedisResult &) {});
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), 2000, waitTimeout); // the last one is never missed
    const std::vector<StreamEntry> entries = history();
    QCOMPARE(resultOf("calls"), int(entries.size()));
    for (std::size_t i = 1; i < entries.size(); ++i)
        QVERIFY(entries[i].value("i") != entries[i - 1].value("i"));
}

/// The next value is requested before a call only if calls are short; after a longer one, it would be an old one.
void TestTrigger::slowCallsGetNewValues()
{
    constexpr std::size_t calls = 20;
    putNumber(0);
    QVERIFY(startRuntime(functionFile("lagging.py")));
    RedisClient client(m_server->options());
    client.open();
    QTRY_VERIFY(client.isReady());
    int number = 0;
    QTimer writer;
    connect(&writer, &QTimer::timeout, this, [&] {
        client.send({"SET", inputKey, R"({"n": )" + QByteArray::number(++number) + "}"}, this, [](const auto &) {});
    });
    writer.start(0);
    QTRY_VERIFY_WITH_TIMEOUT(history().size() >= calls, waitTimeout);
    writer.stop();
    std::vector<int> behind;
    for (const StreamEntry &entry : history())
        behind.push_back(QJsonDocument::fromJson(*entry.value("d")).object().value(u"behind"_s).toInt());
    std::ranges::nth_element(behind, behind.begin() + calls / 2);
    QVERIFY2(behind[calls / 2] < 100, qPrintable(QString::number(behind[calls / 2])));
}

void TestTrigger::sameValueAgainIsNoChange()
{
    putNumber(1);
    QVERIFY(startRuntime(functionFile("counting.py")));
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("calls"), 1, waitTimeout);
    const int before = inputReads();
    putNumber(1);
    QTRY_VERIFY_WITH_TIMEOUT(inputReads() > before, waitTimeout);
    putNumber(2);
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), 2, waitTimeout);
    QCOMPARE(resultOf("calls"), 2);
}

void TestTrigger::otherKeysAreIgnored()
{
    setVariable("REDIS_OUTPUT_KEY", u"metrics-output"_s); // begins with the input key's name
    putNumber(1);
    QVERIFY(startRuntime(functionFile("counting.py")));
    QTRY_VERIFY_WITH_TIMEOUT(m_server->get("metrics-output").contains("\"calls\": 1"), waitTimeout);
    putNumber(2);
    QTRY_VERIFY_WITH_TIMEOUT(m_server->get("metrics-output").contains("\"calls\": 2"), waitTimeout);
    QVERIFY(m_server->call({"SET", "metrics2", "x"}));
    putNumber(3);
    QTRY_VERIFY_WITH_TIMEOUT(m_server->get("metrics-output").contains("\"calls\": 3"), waitTimeout);
}

void TestTrigger::changeWhileRedisWasAwayIsHandled()
{
    putNumber(1);
    QVERIFY(startRuntime(functionFile("counting.py")));
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("calls"), 1, waitTimeout);
    m_server->kill();
    QTRY_VERIFY_WITH_TIMEOUT(m_runtime->log().contains("lost: "), waitTimeout);
    QVERIFY(m_server->start());
    putNumber(2); // probably before the runtime is connected again
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), 2, waitTimeout);
    putNumber(3);
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), 3, waitTimeout);
    QCOMPARE(resultOf("calls"), 3);
}

void TestTrigger::killedConnectionsLoseNoChange()
{
    putNumber(0);
    QVERIFY(startRuntime(functionFile("counting.py")));
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("calls"), 1, waitTimeout);
    for (int i = 1; i <= 5; ++i) {
        QVERIFY(m_server->call({"CLIENT", "KILL", "TYPE", i % 2 == 0 ? "pubsub" : "normal"}));
        putNumber(i);
        QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), i, waitTimeout);
    }
}

/// Creates a user with these rules and the right to write everything that the runtime writes.
QString TestTrigger::useNarrowUser(const QByteArrayList &rules)
{
    const RedisResult made = m_server->call(
        RedisCommand{"ACL", "SETUSER", "narrow", "on", ">word", "~*", "&*", "+get", "+@transaction", "+set", "+xadd"} +
        rules);
    if (!made)
        qFatal("%s", qUtf8Printable(made.error().message));
    setVariable("REDIS_HOST", {});
    setVariable("REDIS_PORT", {});
    return u"redis://narrow:word@127.0.0.1:%1"_s.arg(m_server->port());
}

void TestTrigger::keyspaceNotificationsAreUsedWithoutTracking()
{
    QVERIFY(m_server->call({"CONFIG", "SET", "notify-keyspace-events", "K$"}));
    setVariable("REDIS_URL", useNarrowUser({"+subscribe", "+ping"}));
    putNumber(1);
    QVERIFY(startRuntime(functionFile("counting.py")));
    QTRY_COMPARE_WITH_TIMEOUT(resultOf("calls"), 1, waitTimeout);
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("Trigger: the server does not track the key"), 1, waitTimeout);
    for (int i = 2; i <= 5; ++i) {
        putNumber(i);
        QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), i, waitTimeout);
    }
}

void TestTrigger::pollsIfTheServerSendsNoNotifications()
{
    setVariable("INTERVAL", u"0.05"_s);
    setVariable("REDIS_URL", useNarrowUser({}));
    putNumber(1);
    QVERIFY(startRuntime(functionFile("counting.py")));
    QTRY_COMPARE_WITH_TIMEOUT(countInLog("otherwise by polling every 0.05 s"), 1, waitTimeout);
    for (int i = 2; i <= 5; ++i) {
        putNumber(i);
        QTRY_COMPARE_WITH_TIMEOUT(resultOf("n"), i, waitTimeout);
    }
}

QTEST_GUILESS_MAIN(TestTrigger)
#include "tst_trigger.moc"
