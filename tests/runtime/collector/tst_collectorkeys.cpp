// SPDX-License-Identifier: GPL-3.0-or-later
// The keys that the real program uses beside its measurements: network counters over restarts, and the machine.
#include "common/core/literals.h"
#include "tests/support/files.h"
#include "tests/support/proctree.h"
#include "tests/support/redisserver.h"
#include "tests/support/runningcollector.h"

#include <QHash>
#include <QJsonObject>
#include <QTest>

using namespace pulse;
using namespace pulse::test;

class TestCollectorKeys : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void networkCountersContinueOverARestart();
    void machineIsDescribedBesideTheMeasurements();
    void descriptionFollowsTheNameAndTheConnection();
    void otherKeysNeedNoPermission_data();
    void otherKeysNeedNoPermission();
    void descriptionOverAnotherTypeIsRefusedOnce();
};

namespace {

/// Runs the collector once on that tree until it has written; returns the received bytes that it reports.
qint64 bytesReceived(RedisServer &server, const ProcTree &tree)
{
    if (!server.call({"DEL", "metrics"}))
        return -1;
    RunningCollector collector(arguments(server, u"0.1"_s) + QStringList{u"--root"_s, tree.root()});
    const auto read = [&server] {
        return jsonObject(server.get("metrics"))["net_io_counters_eth0-bytes_recv"_L1].toInteger(-1);
    };
    [&] { QTRY_VERIFY(read() >= 0); }();
    const qint64 received = read();
    collector.kill();
    return received;
}

/// Returns the hash that describes the machine.
QHash<QByteArray, QByteArray> described(const RedisServer &server)
{
    QHash<QByteArray, QByteArray> fields;
    const RedisResult hash = server.call({"HGETALL", "{metrics}:machine"});
    for (std::size_t i = 0; hash && i + 1 < hash->elements.size(); i += 2)
        fields.insert(hash->elements[i].bytes, hash->elements[i + 1].bytes);
    return fields;
}

} // namespace

void TestCollectorKeys::networkCountersContinueOverARestart()
{
    RedisServer server;
    QVERIFY(server.start());
    const ProcTree tree(u"two-cpus"_s);
    tree.remove(u"proc/net/ipv6_route"_s);
    const auto setUp = [&tree](const QByteArray &bootId, const QByteArray &interface, const QByteArray &received) {
        tree.write(u"proc/sys/kernel/random/boot_id"_s, bootId + '\n');
        tree.write(u"proc/net/dev"_s, interface + ": " + received + " 2 3 4 0 0 0 0 9 10 11 12 0 0 0 0\n");
        tree.write(u"proc/net/route"_s, interface + "\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\n");
    };
    setUp("first", "eth0", "2000");
    QCOMPARE(bytesReceived(server, tree), 2'000);
    setUp("first", "wlan0", "50000001000");
    QCOMPARE(bytesReceived(server, tree), 2'000);
    setUp("first", "wlan0", "50000001500");
    QCOMPARE(bytesReceived(server, tree), 2'500);
    setUp("first", "eth0", "3000");
    QCOMPARE(bytesReceived(server, tree), 2'500);
    setUp("second", "eth0", "70");
    QCOMPARE(bytesReceived(server, tree), 70);
}

void TestCollectorKeys::machineIsDescribedBesideTheMeasurements()
{
    RedisServer server;
    QVERIFY(server.start());
    const ProcTree tree(u"two-cpus"_s);
    tree.write(u"etc/hostname"_s, "vm7\n");
    const QHash<QByteArray, QByteArray> expected{
        {"name", "vm7"}, {"cpu", "Intel(R) Xeon(R) Processor"}, {"memory", "25276063744"}};
    {
        RunningCollector collector(arguments(server, u"0.1"_s) + QStringList{u"--root"_s, tree.root()});
        QTRY_COMPARE(described(server), expected);
        QTRY_VERIFY(!server.get("metrics").isEmpty());
        QVERIFY(!server.get("metrics").contains("vm7"));
        QVERIFY(!server.get("metrics").contains("Xeon"));
    }
    RunningCollector named(arguments(server, u"0.1"_s) + QStringList{u"--root"_s, tree.root()},
                           {{u"HOST_NAME"_s, u"node-3"_s}});
    QTRY_COMPARE(described(server).value("name"), QByteArray("node-3"));
}

void TestCollectorKeys::descriptionFollowsTheNameAndTheConnection()
{
    RedisServer server;
    QVERIFY(server.start());
    const ProcTree tree(u"two-cpus"_s);
    tree.write(u"etc/hostname"_s, "vm7\n");
    RunningCollector collector(arguments(server, u"0.1"_s) + QStringList{u"--root"_s, tree.root()});
    QTRY_COMPARE(described(server).value("name"), QByteArray("vm7"));
    tree.write(u"etc/hostname"_s, "vm8\n");
    QTRY_COMPARE(described(server).value("name"), QByteArray("vm8"));
    QVERIFY(server.call({"DEL", "{metrics}:machine"}));
    const QByteArray before = server.get("metrics");
    QTRY_VERIFY(server.get("metrics") != before);
    QVERIFY(described(server).isEmpty()); // not with each measurement
    server.kill();
    QVERIFY(server.start());
    QTRY_COMPARE_WITH_TIMEOUT(described(server).value("name"), QByteArray("vm8"), 15000);
}

void TestCollectorKeys::otherKeysNeedNoPermission_data()
{
    QTest::addColumn<QByteArrayList>("rights");
    QTest::addColumn<int>("countersWarnings");
    QTest::addColumn<int>("machineWarnings");
    const QByteArrayList oldest{"%W~*", "+set", "+@connection", "-@dangerous"};
    const QByteArrayList older = oldest + QByteArrayList{"%R~*:counters", "+get"};
    QTest::newRow("measurements alone") << oldest << 1 << 1;
    QTest::newRow("as in older deployments") << older << 0 << 1;
    QTest::newRow("as in k8s/components/redis") << (older + QByteArrayList{"+hset"}) << 0 << 0;
}

void TestCollectorKeys::otherKeysNeedNoPermission()
{
    QFETCH(QByteArrayList, rights);
    QFETCH(int, countersWarnings);
    QFETCH(int, machineWarnings);
    RedisServer server;
    QVERIFY(server.start());
    QVERIFY(server.call(RedisCommand{"ACL", "SETUSER", "collector", "on", ">sesame", "resetchannels"} + rights));
    RedisUrl url = server.url();
    url.user = u"collector"_s;
    url.password = u"sesame"_s;
    RunningCollector collector({u"--redis"_s, url.toString(), u"--period"_s, u"0.1"_s});
    QTRY_VERIFY(!server.get("metrics").isEmpty());
    const QByteArray first = server.get("metrics");
    QTRY_VERIFY(server.get("metrics") != first);
    QCOMPARE(collector.logged("The network counters may jump when the collector is started again"), countersWarnings);
    QCOMPARE(server.get("{metrics}:counters").isEmpty(), countersWarnings > 0);
    QTRY_COMPARE(collector.logged("Dashboards cannot show the name of this machine"), machineWarnings);
    QCOMPARE(described(server).isEmpty(), machineWarnings > 0);
}

void TestCollectorKeys::descriptionOverAnotherTypeIsRefusedOnce()
{
    RedisServer server;
    QVERIFY(server.start());
    QVERIFY(server.call({"SET", "{metrics}:machine", "x"}));
    RunningCollector collector(arguments(server, u"0.1"_s));
    for (int connection = 1; connection <= 2; ++connection) {
        const QByteArray before = server.get("metrics");
        QTRY_VERIFY(server.get("metrics") != before);
        QTRY_COMPARE(collector.logged("Dashboards cannot show the name of this machine"), 1);
        QVERIFY(server.call({"CLIENT", "KILL", "TYPE", "normal"}));
        QTRY_COMPARE(collector.logged("Connected again"), connection);
    }
    QCOMPARE(server.get("{metrics}:machine"), QByteArray("x"));
}

QTEST_GUILESS_MAIN(TestCollectorKeys)
#include "tst_collectorkeys.moc"
