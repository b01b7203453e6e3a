// SPDX-License-Identifier: GPL-3.0-or-later
// A gateway over TLS, with a real redis-server.
#include "common/core/literals.h"
#include "tests/support/files.h"
#include "tests/support/gatewayfixture.h"
#include "tests/support/processmemory.h"
#include "tests/support/timeouts.h"
#include "tests/support/tlscertificates.h"

#include <QRegularExpression>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTemporaryDir>
#include <QWebSocket>

using namespace pulse;
using namespace pulse::test;
using namespace std::chrono_literals;

class TestGatewayTls : public QObject, private GatewayFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { startServer(); }
    void init() { emptyServer(); }

    void tlsIsServed();
    void certificatesAreReloaded();
    void slowReadersOverTls();
};

namespace {

/// Returns an encrypted TLS connection; the certificate's common name identifies it.
std::unique_ptr<QSslSocket> connectSecurely(quint16 port, const QString &caFile)
{
    auto socket = std::make_unique<QSslSocket>();
    QSslConfiguration configuration = socket->sslConfiguration();
    configuration.setCaCertificates(QSslCertificate::fromPath(caFile));
    socket->setSslConfiguration(configuration);
    socket->connectToHostEncrypted(u"127.0.0.1"_s, port);
    const auto isDecided = [&socket] {
        return socket->isEncrypted() || socket->state() == QAbstractSocket::UnconnectedState;
    };
    if (!QTest::qWaitFor(isDecided, waitTimeout))
        qWarning("there is no TLS in time");
    return socket;
}

QByteArray serialOf(quint16 port, const QString &caFile)
{
    return connectSecurely(port, caFile)->peerCertificate().serialNumber();
}

void copyOver(const QString &from, const QString &to)
{
    QFile source(from);
    QVERIFY(source.open(QIODevice::ReadOnly));
    writeFile(to + u".new"_s, source.readAll());
    QFile::remove(to);
    QVERIFY(QFile::rename(to + u".new"_s, to));
}

} // namespace

void TestGatewayTls::tlsIsServed()
{
    const TlsCertificates certificates;
    QVERIFY(certificates.isValid());
    GatewaySettings secure = settingsWithToken();
    secure.tlsCertificate = certificates.certificateFile();
    secure.tlsKey = certificates.keyFile();
    const RunningGateway gateway(secure, gatewayLimits(*m_server));
    const auto socket = connectSecurely(gateway.port(), certificates.caFile());
    QVERIFY2(socket->isEncrypted(), qPrintable(socket->errorString()));
    const QByteArray form = "token=correct-horse-battery-staple";
    socket->write("POST /sign-in HTTP/1.1\r\nHost: " + gateway.host() + "\r\nOrigin: https://" + gateway.host() +
                  "\r\nContent-Length: " + QByteArray::number(form.size()) + "\r\n\r\n" + form);
    QTRY_COMPARE(socket->state(), QAbstractSocket::UnconnectedState);
    const QByteArray answer = socket->readAll();
    QVERIFY2(answer.startsWith("HTTP/1.1 303 ") && answer.contains("; Secure\r\n"), answer.constData());

    QWebSocket webSocket(u"https://127.0.0.1:%1"_s.arg(gateway.port()));
    QSslConfiguration configuration = webSocket.sslConfiguration();
    configuration.setCaCertificates(QSslCertificate::fromPath(certificates.caFile()));
    webSocket.setSslConfiguration(configuration);
    QString hello;
    connect(&webSocket, &QWebSocket::textMessageReceived, this, [&hello](const QString &text) { hello = text; });
    QNetworkRequest request(QUrl(u"wss://127.0.0.1:%1/feed"_s.arg(gateway.port())));
    request.setRawHeader("Authorization", "Bearer " + token);
    webSocket.open(request);
    QTRY_VERIFY(hello.startsWith(u"{\"type\":\"hello\""_s));

    QVERIFY(gateway.get("/livez").head.isEmpty()); // without TLS there is no answer

    const auto other = connectSecurely(gateway.port(), certificates.caFile());
    other->write("GET /livez HTTP/1.1\r\nHost: " + gateway.host() + "\r\nOrigin: http://" + gateway.host() +
                 "\r\n\r\n");
    QTRY_COMPARE(other->state(), QAbstractSocket::UnconnectedState);
    QVERIFY(other->readAll().startsWith("HTTP/1.1 403 ")); // for a page that was not loaded over TLS
}

void TestGatewayTls::certificatesAreReloaded()
{
    const TlsCertificates first;
    const TlsCertificates second;
    QVERIFY(first.isValid() && second.isValid());
    QTemporaryDir folder;
    GatewaySettings secure = settings();
    secure.tlsCertificate = folder.filePath(u"tls.crt"_s);
    secure.tlsKey = folder.filePath(u"tls.key"_s);
    copyOver(first.certificateFile(), secure.tlsCertificate);
    copyOver(first.keyFile(), secure.tlsKey);
    GatewayLimits limits = gatewayLimits(*m_server);
    limits.tlsCheckPeriod = 20ms;
    const RunningGateway gateway(secure, limits);
    const QByteArray serial = serialOf(gateway.port(), first.caFile());
    QVERIFY(!serial.isEmpty());

    QTest::ignoreMessage(QtWarningMsg,
                         QRegularExpression(u"is not that of the certificate in .*; the previous certificate stays"_s));
    copyOver(second.certificateFile(), secure.tlsCertificate); // without its key so far
    QCOMPARE(serialOf(gateway.port(), first.caFile()), serial);
    QTest::qWait(100); // time for the expected warning, without which the test fails
    QCOMPARE(serialOf(gateway.port(), first.caFile()), serial);
    copyOver(second.keyFile(), secure.tlsKey);
    QTRY_VERIFY(connectSecurely(gateway.port(), second.caFile())->isEncrypted());
    QVERIFY(serialOf(gateway.port(), second.caFile()) != serial);
}

/// Encrypted bytes count as well: memory does not grow for a client that does not read.
void TestGatewayTls::slowReadersOverTls()
{
    const TlsCertificates certificates;
    QVERIFY(certificates.isValid());
    const QByteArray large = "{\"text\":\"" + QByteArray(100'000, 'x') + "\"}";
    for (int i = 0; i < 300; ++i)
        addResult(*m_server, now() + i, large);
    GatewaySettings secure = settingsWithToken();
    secure.tlsCertificate = certificates.certificateFile();
    secure.tlsKey = certificates.keyFile();
    const RunningGateway gateway(secure, gatewayLimits(*m_server, {.bufferBytes = 10'000, .stallTimeout = 1s}));
    QTRY_COMPARE(gateway.output().end(), quint64(300));

    const auto socket = connectSecurely(gateway.port(), certificates.caFile());
    QVERIFY2(socket->isEncrypted(), qPrintable(socket->errorString()));
    const QByteArray follow = R"({"type":"follow","feed":1})";
    socket->write(gateway.feedRequest("Authorization: Bearer " + token + "\r\n"));
    QTRY_COMPARE(gateway->clients(), 1);
    QTRY_VERIFY(socket->bytesAvailable() > 0);
    socket->setReadBufferSize(1000);
    socket->write(QByteArray("\x81", 1) + static_cast<char>(0x80 | follow.size()) + QByteArray(4, '\0') + follow);
    [[maybe_unused]] const qint64 before = ProcessMemory::now().resident;
    QTRY_COMPARE_WITH_TIMEOUT(gateway->clients(), 0, waitTimeout); // it was disconnected
#if !PULSE_TEST_SANITIZED                                          // keeps freed memory for a while
    QVERIFY(ProcessMemory::now().resident - before < 15'000'000);
#endif
}

QTEST_GUILESS_MAIN(TestGatewayTls)
#include "tst_gatewaytls.moc"
