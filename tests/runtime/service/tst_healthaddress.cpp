// SPDX-License-Identifier: GPL-3.0-or-later
// The addresses at which the program listens for HTTP, and the settings of them.
#include "common/core/literals.h"
#include "tests/support/paths.h"
#include "tests/support/program.h"
#include "tests/support/redisserver.h"
#include "tests/support/timeouts.h"

#include <QFile>
#include <QRegularExpression>
#include <QTcpSocket>
#include <QTest>

#include <memory>

using namespace pulse;
using namespace pulse::test;

class TestHealthAddress : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void programListensOnTheConfiguredAddress_data();
    void programListensOnTheConfiguredAddress();
    void listensWithoutIPv6();
    void deploymentOfTheAssignmentIsReachable();
    void wrongSettingsAreExplained_data();
    void wrongSettingsAreExplained();

private:
    std::unique_ptr<Program> makeRuntime();
    bool isReached(const QString &address) const;

    quint16 m_programPort = 0;
};

/// Returns the program with the settings of the assignment's deployment file, but another port.
std::unique_ptr<Program> TestHealthAddress::makeRuntime()
{
    m_programPort = freePort();
    auto runtime = std::make_unique<Program>(u"pulseboard-runtime"_s);
    const auto set = [&runtime](const char *name, const QString &value) {
        runtime->setVariable(QLatin1String(name), value);
    };
    set("REDIS_HOST", u"127.0.0.1"_s);
    set("REDIS_PORT", QString::number(freePort()));
    set("REDIS_INPUT_KEY", u"metrics"_s);
    set("REDIS_OUTPUT_KEY", u"2021031637-proj3-output"_s);
    set("PYFILE_PATH", test::resourcePath("/handlers/metrics.py"));
    set("HTTP_PORT", QString::number(m_programPort));
    return runtime;
}

bool TestHealthAddress::isReached(const QString &address) const
{
    QTcpSocket socket;
    socket.connectToHost(address, m_programPort);
    return socket.waitForConnected(waitTimeout);
}

void TestHealthAddress::programListensOnTheConfiguredAddress_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<QStringList>("reached");
    QTest::addColumn<QStringList>("unreached");
    const QString local = u"127.0.0.1"_s;
    const QString other = u"127.0.0.2"_s;
    const QString local6 = u"::1"_s;
    QTest::newRow("no address") << QString() << QStringList{local} << QStringList{other, local6};
    QTest::newRow("one address") << other << QStringList{other} << QStringList{local, local6};
    QTest::newRow("an IPv6 address") << local6 << QStringList{local6} << QStringList{local};
    QTest::newRow("all of IPv4") << u"0.0.0.0"_s << QStringList{local, other} << QStringList{local6};
    QTest::newRow("both families, as in the images") << u"::"_s << QStringList{local, other, local6} << QStringList();
}

void TestHealthAddress::programListensOnTheConfiguredAddress()
{
    QFETCH(QString, address);
    QFETCH(QStringList, reached);
    QFETCH(QStringList, unreached);
    const std::unique_ptr<Program> runtime = makeRuntime();
    if (!address.isEmpty())
        runtime->setVariable(u"HTTP_ADDRESS"_s, address);
    QVERIFY(runtime->start());
    const QString listensOn = address == "::"_L1 ? u"Listens on [::]:"_s : u"Listens on "_s;
    QTRY_VERIFY_WITH_TIMEOUT(runtime->log().contains(listensOn.toLatin1()), waitTimeout);
    for (const QString &one : reached)
        QVERIFY2(isReached(one), qPrintable(one));
    for (const QString &one : unreached)
        QVERIFY2(!isReached(one), qPrintable(one));
}

/// On a node whose kernel has no IPv6.
void TestHealthAddress::listensWithoutIPv6()
{
    const std::unique_ptr<Program> runtime = makeRuntime();
    runtime->setVariable(u"HTTP_ADDRESS"_s, u"::"_s);
    runtime->withoutIPv6();
    QVERIFY(runtime->start());
    QTRY_VERIFY_WITH_TIMEOUT(runtime->log().contains("Listens on"), waitTimeout);
    QVERIFY(isReached(u"127.0.0.2"_s));
}

/// With the environment of the unchanged deployment file and the image, at an address other than loopback, which
/// Prometheus and the kubelet use.
void TestHealthAddress::deploymentOfTheAssignmentIsReachable()
{
    const std::unique_ptr<Program> runtime = makeRuntime();
    QFile image(test::sourcePath("/packaging/container/Containerfile"));
    QVERIFY(image.open(QIODevice::ReadOnly));
    static const QRegularExpression form(u"FROM debian AS python-slim.*?\nENV ([^\n]*)"_s,
                                         QRegularExpression::DotMatchesEverythingOption);
    const QString environment = form.match(QString::fromUtf8(image.readAll())).captured(1);
    QVERIFY(environment.contains(u"HTTP_ADDRESS=::"_s));
    for (const QString &one : environment.split(' '_L1))
        runtime->setVariable(one.section('='_L1, 0, 0), one.section('='_L1, 1));
    QVERIFY(runtime->start());
    QTRY_VERIFY_WITH_TIMEOUT(isReached(u"127.0.0.3"_s), waitTimeout);
    for (const char *path : {"/livez", "/metrics"}) {
        QTcpSocket pod;
        pod.connectToHost(u"127.0.0.3"_s, m_programPort);
        QVERIFY(pod.waitForConnected(waitTimeout));
        pod.write(QByteArray("GET ") + path + " HTTP/1.1\r\nHost: 10.42.0.7:8080\r\n\r\n");
        QTRY_VERIFY_WITH_TIMEOUT(pod.peek(100).startsWith("HTTP/1.1 200 "), waitTimeout);
    }
}

void TestHealthAddress::wrongSettingsAreExplained_data()
{
    QTest::addColumn<QString>("variable");
    QTest::addColumn<QString>("value");
    QTest::addColumn<QByteArray>("message");
    const auto row = [](const char *variable, const char *value, const char *message) {
        QTest::addRow("%s=%s", variable, value)
            << QString::fromLatin1(variable) << QString::fromLatin1(value) << QByteArray(message);
    };
    row("HTTP_ADDRESS", "localhost", "HTTP_ADDRESS=localhost: must be an IP address without a port");
    row("HTTP_ADDRESS", ":::", "HTTP_ADDRESS=:::: must be an IP address without a port");
    row("HTTP_ALLOW_HOST", "a.example,b.example:80",
        "HTTP_ALLOW_HOST=b.example:80: must be a host name without a port");
}

void TestHealthAddress::wrongSettingsAreExplained()
{
    QFETCH(QString, variable);
    QFETCH(QString, value);
    QFETCH(QByteArray, message);
    const std::unique_ptr<Program> runtime = makeRuntime();
    runtime->setVariable(variable, value);
    QVERIFY(runtime->start());
    QCOMPARE(runtime->waitForEnd(), 1);
    QVERIFY2(runtime->log().contains(message), runtime->log().constData());
}

QTEST_GUILESS_MAIN(TestHealthAddress)
#include "tst_healthaddress.moc"
