// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/literals.h"
#include "runtime/collector/counterstate.h"
#include "runtime/collector/defaultroute.h"
#include "runtime/collector/network.h"
#include "tests/support/proctree.h"

#include <QTest>

using namespace pulse;

class TestCollectorNetwork : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void defaultRouteOfIPv4IsFound_data();
    void defaultRouteOfIPv4IsFound();
    void defaultRouteOfIPv6IsFound_data();
    void defaultRouteOfIPv6IsFound();
    void interfaceIsChosenByRoutes_data();
    void interfaceIsChosenByRoutes();
    void countersAreParsed();
    void countersContinueAfterAReset();
    void countersContinueOverASwitch();
    void countersContinueOverARestart();
    void aRebootIsNotContinued();
    void followsTheDefaultRoute();
    void interfaceIsKeptWithoutARoute();
    void configuredInterfaceIsUsed();
    void missingTableIsReported();
    void otherRootUsesItsFirstProcess();
};

namespace {

constexpr auto head4 = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n";

QByteArray route4(const QByteArray &interface, int metric, const QByteArray &flags = "0003")
{
    return interface + "\t00000000\t010200C0\t" + flags + "\t0\t0\t" + QByteArray::number(metric) +
           "\t00000000\t0\t0\t0   \n";
}

QByteArray route6(const QByteArray &interface, const QByteArray &metric, const QByteArray &flags = "00000003")
{
    const QByteArray zero(32, '0');
    return zero + " 00 " + zero + " 00 fd000000000000000000000000000001 " + metric + " 00000002 00000000 " + flags +
           "     " + interface + "\n";
}

QByteArray device(const QByteArray &interface, quint64 received)
{
    return interface + ": " + QByteArray::number(received) + " 2 3 4 0 0 0 0 9 10 11 12 0 0 0 0\n";
}

const QString devPath = u"proc/net/dev"_s;
const QString routePath = u"proc/net/route"_s;
const QString route6Path = u"proc/net/ipv6_route"_s;

quint64 bytesReceived(Network &network)
{
    const Result<NetCounters> counters = network.read();
    return counters ? counters->bytesReceived : 0;
}

} // namespace

void TestCollectorNetwork::defaultRouteOfIPv4IsFound_data()
{
    QTest::addColumn<QByteArray>("table");
    QTest::addColumn<QString>("expected"); // empty: none
    const QByteArray local = "eth1\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n";
    const QByteArray half = "tun0\t00000000\t00000000\t0003\t0\t0\t0\t00000080\t0\t0\t0\n"; // 0.0.0.0/1
    QTest::newRow("empty") << QByteArray() << QString();
    QTest::newRow("head only") << QByteArray(head4) << QString();
    QTest::newRow("one") << head4 + local + route4("eth0", 0) << u"eth0"_s;
    QTest::newRow("only a local net") << head4 + local << QString();
    QTest::newRow("half of the addresses is no default") << head4 + half << QString();
    QTest::newRow("lowest metric") << head4 + route4("wlan0", 600) + route4("eth0", 100) + route4("ppp0", 700)
                                   << u"eth0"_s;
    QTest::newRow("metrics are decimal") << head4 + route4("wlan0", 99) + route4("eth0", 100) << u"wlan0"_s;
    QTest::newRow("first of equals") << head4 + route4("eth1", 5) + route4("eth0", 5) << u"eth1"_s;
    QTest::newRow("not up") << head4 + route4("eth0", 0, "0002") << QString();
    QTest::newRow("reject") << head4 + route4("lo", 0, "0201") + route4("eth0", 9) << u"eth0"_s;
    QTest::newRow("cut off") << head4 + QByteArray("eth0\t00000000\t010200C0\t0003\n") << QString();
}

void TestCollectorNetwork::defaultRouteOfIPv4IsFound()
{
    QFETCH(QByteArray, table);
    QTEST(defaultRouteInterface4(table).value_or(QString()), "expected");
}

void TestCollectorNetwork::defaultRouteOfIPv6IsFound_data()
{
    QTest::addColumn<QByteArray>("table");
    QTest::addColumn<QString>("expected");
    const QByteArray unreachable = route6("lo", "ffffffff", "00200200");
    const test::ProcTree tree(u"two-cpus"_s);
    QTest::newRow("empty") << QByteArray() << QString();
    QTest::newRow("recorded") << tree.read(route6Path) << u"eth0"_s;
    QTest::newRow("only the kernel's unreachable one") << unreachable << QString();
    QTest::newRow("metrics are hexadecimal")
        << route6("eth1", "00000400") + route6("eth0", "000000ff") + unreachable << u"eth0"_s;
    QTest::newRow("cut off") << route6("eth0", "00000400").left(100) << QString();
}

void TestCollectorNetwork::defaultRouteOfIPv6IsFound()
{
    QFETCH(QByteArray, table);
    QTEST(defaultRouteInterface6(table).value_or(QString()), "expected");
}

void TestCollectorNetwork::interfaceIsChosenByRoutes_data()
{
    QTest::addColumn<QString>("route4");
    QTest::addColumn<QString>("route6");
    QTest::addColumn<QStringList>("interfaces");
    QTest::addColumn<QStringList>("up");
    QTest::addColumn<QString>("usedSoFar");
    QTest::addColumn<QString>("expected");
    QTest::addColumn<bool>("isGuess");
    const QString none;
    const QString lo = u"lo"_s;
    const QString eth0 = u"eth0"_s;
    const QString eth1 = u"eth1"_s;
    const QStringList all{lo, eth0, eth1};
    QTest::newRow("IPv4 route") << eth1 << eth0 << all << all << none << eth1 << false;
    QTest::newRow("IPv6 route") << none << eth1 << all << all << none << eth1 << false;
    QTest::newRow("a route wins over the one so far") << eth1 << none << all << all << eth0 << eth1 << false;
    QTest::newRow("route of an unknown interface") << u"vrf"_s << none << all << all << none << eth0 << true;
    QTest::newRow("the one so far") << none << none << all << all << eth1 << eth1 << true;
    QTest::newRow("the one so far is down") << none << none << all << QStringList{lo, eth0} << eth1 << eth0 << true;
    QTest::newRow("first that is up") << none << none << all << QStringList{lo, eth1} << none << eth1 << true;
    QTest::newRow("leaves lo for a better one") << none << none << all << all << lo << eth0 << true;
    QTest::newRow("lo") << none << none << all << QStringList{lo} << none << lo << true;
    QTest::newRow("lo, which is down") << none << none << all << QStringList() << none << lo << true;
    QTest::newRow("none at all") << none << none << QStringList() << QStringList() << none << none << false;
}

void TestCollectorNetwork::interfaceIsChosenByRoutes()
{
    QFETCH(QString, route4);
    QFETCH(QString, route6);
    QFETCH(QStringList, interfaces);
    QFETCH(QStringList, up);
    QFETCH(QString, usedSoFar);
    const auto optional = [](const QString &name) { return name.isEmpty() ? std::nullopt : std::optional(name); };
    const auto choice = chooseInterface({optional(route4), optional(route6), interfaces, up}, usedSoFar);
    QTEST(choice ? choice->interface : QString(), "expected");
    QTEST(choice && choice->isGuess, "isGuess");
    QVERIFY(!choice || !choice->why.isEmpty());
}

void TestCollectorNetwork::countersAreParsed()
{
    const QByteArray text = "Inter-|   Receive  |  Transmit\n face |bytes packets errs\n"
                            "    lo:    3267      29    0    0    0     0          0         0     3267      29    0   "
                            " 0    0     0       0          0\n"
                            "eth0:1:123456789012 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n"
                            "  bad: 1 2 3\n";
    const NetCounters alias{.bytesSent = 9,
                            .bytesReceived = 123456789012,
                            .packetsSent = 10,
                            .packetsReceived = 2,
                            .errorsIn = 3,
                            .errorsOut = 11,
                            .dropsIn = 4,
                            .dropsOut = 12};
    const QList<InterfaceCounters> all = parseNetCounters(text);
    QCOMPARE(all.size(), 2);
    QCOMPARE(all.at(0).interface, u"lo"_s);
    QCOMPARE(all.at(0).counters.packetsSent, 29U);
    QCOMPARE(all.at(1), (InterfaceCounters{u"eth0:1"_s, alias}));
}

void TestCollectorNetwork::countersContinueAfterAReset()
{
    const auto counters = [](quint64 sent, quint64 received) {
        return NetCounters{.bytesSent = sent, .bytesReceived = received};
    };
    const QString eth0 = u"eth0"_s;
    SteadyCounters steady;
    QCOMPARE(steady.update({eth0, counters(100, 1000)}), counters(100, 1000));
    QCOMPARE(steady.update({eth0, counters(150, 1000)}), counters(150, 1000));
    QCOMPARE(steady.update({eth0, counters(5, 1010)}), counters(155, 1010));
    QCOMPARE(steady.update({eth0, counters(9, 1020)}), counters(159, 1020));
    QCOMPARE(steady.update({eth0, counters(1, 2)}), counters(160, 1022));
}

void TestCollectorNetwork::countersContinueOverASwitch()
{
    const auto counters = [](quint64 received) { return NetCounters{.bytesReceived = received}; };
    const QString eth0 = u"eth0"_s;
    const QString wlan0 = u"wlan0"_s;
    SteadyCounters steady;
    QCOMPARE(steady.update({eth0, counters(2'000)}), counters(2'000));
    QCOMPARE(steady.update({wlan0, counters(50'000'001'000)}), counters(2'000));
    QCOMPARE(steady.update({wlan0, counters(50'000'001'400)}), counters(2'400));
    QCOMPARE(steady.update({eth0, counters(3'000)}), counters(2'400));
    QCOMPARE(steady.update({eth0, counters(3'100)}), counters(2'500));
}

void TestCollectorNetwork::countersContinueOverARestart()
{
    const auto at = [](const char *interface, quint64 received) {
        return InterfaceCounters{QString::fromLatin1(interface), NetCounters{.bytesReceived = received}};
    };
    const QByteArray boot("one");
    SteadyCounters first;
    first.update(at("eth0", 2'000));
    first.update(at("wlan0", 50'000));
    first.update(at("wlan0", 50'100));
    const std::optional<CounterState> state = parseCounterState(toJson(*first.state(), boot), boot);
    QCOMPARE(state, first.state());

    SteadyCounters same;
    same.update(at("wlan0", 50'150)); // before the reported counters are known
    same.continueFrom(*state);
    QCOMPARE(same.update(at("wlan0", 50'200)).bytesReceived, 2'200U);
    SteadyCounters other;
    other.continueFrom(*state);
    QCOMPARE(other.update(at("eth0", 9'000)).bytesReceived, 2'100U);
    SteadyCounters madeAgain; // the interface was created again, so its counters start at 0
    madeAgain.continueFrom(*state);
    QCOMPARE(madeAgain.update(at("wlan0", 10)).bytesReceived, 2'110U);
}

void TestCollectorNetwork::aRebootIsNotContinued()
{
    const CounterState state{{u"eth0"_s, {.bytesReceived = 5}}, {.bytesReceived = 7}};
    QVERIFY(parseCounterState(toJson(state, "one"), "one"));
    QVERIFY(!parseCounterState(toJson(state, "one"), "two"));
    QVERIFY(!parseCounterState(toJson(state, ""), ""));
    for (const char *json : {"", "{}", "[1]", R"({"boot_id": "one"})", R"({"boot_id": 1})",
                             R"({"boot_id": "one", "interface": "e", "kernel": {}, "total": {"bytes_sent": -1}})"})
        QVERIFY2(!parseCounterState(json, "one"), json);
}

void TestCollectorNetwork::followsTheDefaultRoute()
{
    const test::ProcTree tree(u"two-cpus"_s);
    tree.write(devPath, device("eth0", 1000) + device("wlan0", 2000));
    tree.write(routePath, head4 + route4("wlan0", 600) + route4("eth0", 100));
    Network network(ProcReader(tree.root()), {});
    QTest::ignoreMessage(QtInfoMsg, "The network counters are those of eth0: it has the default route");
    QCOMPARE(bytesReceived(network), 1000U);
    QCOMPARE(bytesReceived(network), 1000U); // without a further message
    tree.write(routePath, head4 + route4("wlan0", 600));
    QTest::ignoreMessage(QtInfoMsg, "The network counters are those of wlan0: it has the default route");
    QCOMPARE(bytesReceived(network), 1000U); // unchanged, and from now on with the increments of wlan0
    tree.write(devPath, device("eth0", 1700) + device("wlan0", 2100));
    QCOMPARE(bytesReceived(network), 1100U);
    tree.write(routePath, head4 + route4("eth0", 100));
    QCOMPARE(bytesReceived(network), 1100U);
}

void TestCollectorNetwork::interfaceIsKeptWithoutARoute()
{
    const test::ProcTree tree(u"two-cpus"_s);
    tree.write(devPath, device("br0", 5) + device("eth0", 1000) + device("lo", 7));
    tree.write(u"sys/class/net/br0/flags"_s, "0x1003\n");
    Network network(ProcReader(tree.root()), {});
    QCOMPARE(bytesReceived(network), 1000U);
    tree.remove(routePath);
    QCOMPARE(bytesReceived(network), 1000U); // the IPv6 default route
    tree.remove(route6Path);
    QCOMPARE(bytesReceived(network), 1000U);
    tree.write(u"sys/class/net/eth0/flags"_s, "0x1002\n"); // now it is down
    QTest::ignoreMessage(
        QtWarningMsg, "The network counters are those of br0: there is no default route; it is the first that is up");
    QCOMPARE(bytesReceived(network), 1000U);
    tree.remove(u"sys"_s);
    QTest::ignoreMessage(QtWarningMsg, "The network counters are those of lo: no other interface is up");
    QCOMPARE(bytesReceived(network), 1000U);
}

void TestCollectorNetwork::configuredInterfaceIsUsed()
{
    const test::ProcTree tree(u"two-cpus"_s);
    Network network(ProcReader(tree.root()), u"lo"_s);
    QTest::ignoreMessage(QtInfoMsg, "The network counters are those of lo: it is configured");
    QCOMPARE(bytesReceived(network), 25128U);
    tree.write(devPath, device("eth0", 1000));
    const Result<NetCounters> gone = network.read();
    QVERIFY(!gone);
    QCOMPARE(gone.error().message, u"There is no network interface lo"_s);
}

void TestCollectorNetwork::missingTableIsReported()
{
    const test::ProcTree tree(u"two-cpus"_s);
    tree.remove(devPath);
    const ProcReader reader(tree.root());
    QVERIFY(!Network(reader, {}).read());
    QVERIFY(!readInterfaces(reader));
    tree.write(devPath, "");
    QCOMPARE(Network(reader, {}).read().error().message, u"There is no network interface"_s);
}

void TestCollectorNetwork::otherRootUsesItsFirstProcess()
{
    const test::ProcTree tree(u"two-cpus"_s);
    tree.write(u"proc/1/net/dev"_s, device("host0", 77));
    tree.write(u"proc/1/net/route"_s, head4 + route4("host0", 0));
    Network network(ProcReader(tree.root()), {});
    QCOMPARE(bytesReceived(network), 77U);
}

QTEST_GUILESS_MAIN(TestCollectorNetwork)
#include "tst_collector_network.moc"
