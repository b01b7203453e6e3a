// SPDX-License-Identifier: GPL-3.0-or-later
// Which client a request counts for: by the address of the peer, or by the header of a trusted proxy.
#include "common/core/literals.h"
#include "runtime/http/clientaddress.h"
#include "runtime/http/httprequest.h"

#include <QTest>

using namespace pulse;

namespace {

QHostAddress address(const char *text)
{
    return QHostAddress(QString::fromLatin1(text));
}

TrustedProxies proxies(const QStringList &networks)
{
    TrustedProxies result;
    for (const QString &network : networks) {
        if (!result.add(network))
            qFatal("%s is no network", qPrintable(network));
    }
    return result;
}

} // namespace

class TestClientAddress : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addressesBelongToNetworks_data();
    void addressesBelongToNetworks();
    void settingsOfTrustedProxiesAreChecked_data();
    void settingsOfTrustedProxiesAreChecked();
    void forwardedAddressIsUsed_data();
    void forwardedAddressIsUsed();
    void severalHeadersAreOneList();
    void untrustedPeersAreIgnored();
    void longListsAreReadFromTheRight();
};

void TestClientAddress::addressesBelongToNetworks_data()
{
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("network");
    const auto row = [](const char *from, const char *network) {
        QTest::newRow(from) << QString::fromLatin1(from) << QString::fromLatin1(network);
    };
    row("192.0.2.7", "192.0.2.7");
    row("::ffff:192.0.2.7", "192.0.2.7");
    row("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::");
    row("2001:db8:1:2:ffff::1", "2001:db8:1:2::");
    row("fe80::1%eth0", "fe80::");
}

void TestClientAddress::addressesBelongToNetworks()
{
    QFETCH(QString, from);
    QFETCH(QString, network);
    QCOMPARE(networkOf(QHostAddress(from)), QHostAddress(network));
}

void TestClientAddress::settingsOfTrustedProxiesAreChecked_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isGood");
    for (const char *good : {"10.0.0.7", "10.42.0.0/16", "0.0.0.0/0", "2001:db8::/32", "::1", "10.0.0.7/32"})
        QTest::newRow(good) << QString::fromLatin1(good) << true;
    for (const char *wrong : {"", "10", "10.1", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0.0/8/8",
                              "proxy.example", "::ffff:10.0.0.0/104", "2001:db8::/129", "10.0.0.0/255.0.0.0",
                              "10.0.0.0/99999999999", "10.0.0.7:80", "[::1]"})
        QTest::newRow(wrong) << QString::fromLatin1(wrong) << false;
}

void TestClientAddress::settingsOfTrustedProxiesAreChecked()
{
    QFETCH(QString, text);
    TrustedProxies trusted;
    QTEST(trusted.add(text), "isGood");
}

void TestClientAddress::forwardedAddressIsUsed_data()
{
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QString>("client");
    const auto row = [](const char *header, const char *client) {
        QTest::newRow(header) << QByteArray(header) << QString::fromLatin1(client);
    };
    row("203.0.113.9", "203.0.113.9");
    row("203.0.113.9:4711", "203.0.113.9");
    row("[2001:db8::7]", "2001:db8::7");
    row("[2001:db8::7]:443", "2001:db8::7");
    row("2001:db8::7", "2001:db8::7");
    row("::ffff:203.0.113.9", "203.0.113.9");
    row("[::ffff:203.0.113.9]:80", "203.0.113.9");
    row("::ffff:10.0.0.9, ::ffff:10.0.0.8", "10.0.0.9"); // all are trusted: the first one
    row("1.2.3.4, 203.0.113.9", "203.0.113.9");          // the client added the first one itself
    row("1.2.3.4, 203.0.113.9, 10.0.0.8", "203.0.113.9");
    row("1.2.3.4,203.0.113.9,10.0.0.8,10.0.0.9", "203.0.113.9");
    row("10.0.0.8", "10.0.0.8");
    row("unknown", "10.0.0.7");
    row("", "10.0.0.7");
    row("203.0.113.9,", "10.0.0.7");
    row("203.0.113.9, garbage", "10.0.0.7");
    row("garbage, 203.0.113.9", "203.0.113.9");
    row("203.0.113.9, garbage, 10.0.0.8", "10.0.0.8");
    row("203.0.113.9:", "10.0.0.7");
    row("203.0.113.9:http", "10.0.0.7");
    row("203.0.113", "10.0.0.7");
    row("3405803785", "10.0.0.7"); // not an address here, although inet_aton accepts it
    row("0xcb.0.0x71.9", "10.0.0.7");
    row("0313.0.113.9", "10.0.0.7");
    row("[2001:db8::7", "10.0.0.7");
    row("[2001:db8::7]443", "10.0.0.7");
    row("[203.0.113.9]x", "10.0.0.7");
    row("]:[", "10.0.0.7");
    row("\"203.0.113.9\"", "10.0.0.7");
    row("for=203.0.113.9", "10.0.0.7");
    row("203.0.113.9\t", "203.0.113.9");
}

void TestClientAddress::forwardedAddressIsUsed()
{
    QFETCH(QByteArray, header);
    QFETCH(QString, client);
    HttpRequest request;
    request.headers = {{"x-forwarded-for", header}};
    const TrustedProxies trusted = proxies({u"10.0.0.0/8"_s});
    QCOMPARE(trusted.clientOf(address("10.0.0.7"), request), QHostAddress(client));
    QCOMPARE(trusted.clientOf(address("::ffff:10.0.0.7"), request), QHostAddress(client));
}

/// A client may send such a header itself, and some proxies append a header of their own.
void TestClientAddress::severalHeadersAreOneList()
{
    HttpRequest request;
    request.headers = {{"x-forwarded-for", "1.2.3.4"}, {"accept", "*/*"}, {"x-forwarded-for", "203.0.113.9"}};
    QCOMPARE(proxies({u"10.0.0.7"_s}).clientOf(address("10.0.0.7"), request), address("203.0.113.9"));
}

void TestClientAddress::untrustedPeersAreIgnored()
{
    HttpRequest request;
    request.headers = {{"x-forwarded-for", "203.0.113.9"}};
    QCOMPARE(TrustedProxies().clientOf(address("10.0.0.7"), request), address("10.0.0.7"));
    QCOMPARE(proxies({u"10.0.0.8"_s}).clientOf(address("10.0.0.7"), request), address("10.0.0.7"));
    QCOMPARE(proxies({u"2001:db8::/64"_s}).clientOf(address("2001:db8:0:1::7"), request), address("2001:db8:0:1::7"));
}

void TestClientAddress::longListsAreReadFromTheRight()
{
    HttpRequest request;
    request.headers = {{"x-forwarded-for", QByteArray("1.2.3.4, ").repeated(2000) + "203.0.113.9"}};
    const TrustedProxies trusted = proxies({u"10.0.0.7"_s});
    QCOMPARE(trusted.clientOf(address("10.0.0.7"), request), address("203.0.113.9"));
    request.headers = {{"x-forwarded-for", QByteArray(16'000, '1')}};
    QCOMPARE(trusted.clientOf(address("10.0.0.7"), request), address("10.0.0.7"));
}

QTEST_GUILESS_MAIN(TestClientAddress)
#include "tst_clientaddress.moc"
