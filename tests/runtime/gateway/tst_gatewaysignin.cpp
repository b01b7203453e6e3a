// SPDX-License-Identifier: GPL-3.0-or-later
// The token and the cookie of a gateway; with a real redis-server and bytes over real sockets.
#include "common/core/literals.h"
#include "tests/support/gatewayfixture.h"

#include <QRegularExpression>

using namespace pulse;
using namespace pulse::test;

class TestGatewaySignIn : public QObject, private GatewayFixture
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { startServer(); }
    void init() { emptyServer(); }

    void webSocketsWithoutOriginNeedTheToken();
    void tokenIsRequired_data();
    void tokenIsRequired();
    void tokenIsAccepted_data();
    void tokenIsAccepted();
    void signInSetsACookie();
    void cookieOverTls_data();
    void cookieOverTls();
    void gatewaysOnOneHostKeepTheirCookies();
    void signInNeedsTheOwnOrigin();

private:
    static RawAnswer signInTo(const RunningGateway &gateway, const QByteArray &form)
    {
        return gateway.get("/sign-in",
                           gateway.originLine() + "Content-Length: " + QByteArray::number(form.size()) +
                               "\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n" + form,
                           "POST");
    }
};

/// A browser always sends the origin of a page.
void TestGatewaySignIn::webSocketsWithoutOriginNeedTheToken()
{
    const RunningGateway open(settings(), gatewayLimits(*m_server));
    QCOMPARE(open.get("/feed", handshake()).status(), 403);
    const RunningGateway gateway(settingsWithToken(), gatewayLimits(*m_server));
    QCOMPARE(gateway.get("/feed", handshake()).status(), 403);
    QCOMPARE(gateway.get("/feed", handshake("Authorization: Bearer wrong\r\n")).status(), 401);
    const RawClient client(gateway.port(), gateway.feedRequest("Authorization: Bearer " + token + "\r\n"));
    QTRY_COMPARE(client.answer().status(), 101);
}

void TestGatewaySignIn::tokenIsRequired_data()
{
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<int>("status");
    const auto row = [](const char *path, const QByteArray &headers, int status) {
        QTest::newRow(qPrintable(QLatin1String(path) + ' '_L1 + QLatin1String(headers)))
            << QByteArray(path) << headers << status;
    };
    row("/", {}, 401);
    row("/page.js", {}, 401);
    row("/nothing", {}, 401);
    row("/metrics", {}, 401);
    row("/api/latest", {}, 401);
    row("/api/history", {}, 401);
    row("/api/latest?token=correct-horse-battery-staple", {}, 401);
    row("/api/latest", "Authorization: Bearer\r\n", 401);
    row("/api/latest", "Authorization: Bearer wrong\r\n", 401);
    row("/", "Authorization: Bearer wrong\r\n", 401);
    row("/api/latest", "Authorization: Bearer correct-horse-battery-stapl\r\n", 401);
    row("/api/latest", "Authorization: Bearer correct-horse-battery-staples\r\n", 401);
    row("/api/latest", "Authorization: Basic correct-horse-battery-staple\r\n", 401);
    row("/api/latest", "Cookie: pulseboard=correct-horse-battery-staple\r\n", 401);
    row("/api/latest", "Cookie: pulseboard=\r\n", 401);
    row("/sign-in", {}, 401);
    row("/livez", {}, 200);
    row("/readyz", {}, 200);
    row("/gateway.css", {}, 200);
}

void TestGatewaySignIn::tokenIsRequired()
{
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, headers);
    const RunningGateway gateway(settingsWithToken(), gatewayLimits(*m_server));
    QTRY_COMPARE(gateway.output().status().status.kind, SourceStatus::Kind::Waiting);
    const RawAnswer answer = gateway.get(path, headers);
    QTEST(answer.status(), "status");
    const bool isWrong = headers.contains("Bearer ");
    if (answer.status() == 401)
        QCOMPARE(answer.header("WWW-Authenticate"), QByteArray(isWrong ? "Bearer error=\"invalid_token\"" : "Bearer"));
    if (answer.status() == 401 && path.startsWith("/api"))
        QCOMPARE(answer.body.contains("the token in the header Authorization is wrong"), isWrong);
    const QByteArray origin = gateway.originLine();
    if (path.startsWith("/api"))
        QCOMPARE(gateway.get("/feed", handshake(origin + headers)).status(), 401);
}

void TestGatewaySignIn::tokenIsAccepted_data()
{
    QTest::addColumn<QByteArray>("path");
    for (const char *path : {"/", "/page.js", "/metrics", "/api/latest", "/api/history"})
        QTest::newRow(path) << QByteArray(path);
}

void TestGatewaySignIn::tokenIsAccepted()
{
    QFETCH(QByteArray, path);
    const RunningGateway gateway(settingsWithToken(), gatewayLimits(*m_server));
    QCOMPARE(gateway.get(path, "Authorization: Bearer " + token + "\r\n").status(), 200);
    QCOMPARE(gateway.get(path, "Authorization: bearer " + token + "\r\n").status(), 200);
}

void TestGatewaySignIn::signInSetsACookie()
{
    QByteArray cookie;
    {
        const RunningGateway gateway(settingsWithToken(), gatewayLimits(*m_server));
        QVERIFY(gateway.get("/").body.contains("action=\"sign-in\""));
        for (const char *wrong : {"token=wrong", "token=", "", "other=correct-horse-battery-staple"}) {
            const RawAnswer refused = signInTo(gateway, wrong);
            QCOMPARE(refused.status(), 401);
            QVERIFY(refused.body.contains("The token is wrong."));
            QCOMPARE(refused.header("Set-Cookie"), QByteArray());
        }
        const RawAnswer accepted = signInTo(gateway, "token=correct%2Dhorse-battery-staple");
        QCOMPARE(accepted.status(), 303);
        QCOMPARE(accepted.header("Location"), QByteArray("./"));
        const QByteArray set = accepted.header("Set-Cookie");
        static const QRegularExpression name(u"^pulseboard-[0-9a-f]{8}="_s);
        QVERIFY2(name.match(QString::fromLatin1(set)).hasMatch() && !set.contains("Secure"), set.constData());
        QVERIFY(set.contains("; HttpOnly") && set.contains("; SameSite=Strict") && set.contains("; Path=/;"));
        QVERIFY(!set.contains("horse") && !set.contains(token.toHex()) && !set.contains(token.toBase64()));
        cookie = "Cookie: other=1; " + set.left(set.indexOf(';')) + "; more=2\r\n";
        QCOMPARE(gateway.get("/api/latest", cookie).status(), 200);
        const RawClient client(gateway.port(), gateway.feedRequest(gateway.originLine() + cookie));
        QTRY_COMPARE(client.answer().status(), 101);
        QCOMPARE(gateway.get("/feed", handshake(cookie)).status(), 403); // not a browser, and without a token
    }
    const RunningGateway restarted(settingsWithToken(), gatewayLimits(*m_server));
    QCOMPARE(restarted.get("/", cookie).status(), 200);
    GatewaySettings another = settingsWithToken();
    another.access.token = "another-token-altogether";
    const RunningGateway other(another, gatewayLimits(*m_server));
    QCOMPARE(other.get("/", cookie).status(), 401);
}

void TestGatewaySignIn::cookieOverTls_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<QByteArray>("origin");
    QTest::newRow("a proxy with TLS") << QByteArray("localhost") << QByteArray("https://localhost");
    QTest::newRow("with the usual port") << QByteArray("localhost:443") << QByteArray("https://localhost");
    QTest::newRow("another site that is allowed") << QByteArray("localhost") << QByteArray("https://board.example");
}

/// The gateway itself has no TLS here; the Origin shows that the page was loaded over TLS.
void TestGatewaySignIn::cookieOverTls()
{
    QFETCH(QByteArray, host);
    QFETCH(QByteArray, origin);
    GatewaySettings named = settingsWithToken();
    named.access.origins = {u"https://board.example"_s};
    const RunningGateway gateway(named, gatewayLimits(*m_server));
    const QByteArray set = gateway
                               .ask("POST /sign-in HTTP/1.1\r\nHost: " + host + "\r\nOrigin: " + origin +
                                    "\r\nContent-Length: 34\r\n\r\ntoken=" + token)
                               .header("Set-Cookie");
    static const QRegularExpression name(u"^__Host-pulseboard-[0-9a-f]{8}="_s);
    QVERIFY2(name.match(QString::fromLatin1(set)).hasMatch(), set.constData());
    QVERIFY(set.contains("; Secure") && set.contains("; Path=/;") && !set.contains("Domain"));
    QCOMPARE(gateway.get("/api/latest", "Cookie: " + set.left(set.indexOf(';')) + "\r\n").status(), 200);
}

/// A browser sends the cookies of a host to all of its ports, and keeps one of each name.
void TestGatewaySignIn::gatewaysOnOneHostKeepTheirCookies()
{
    GatewaySettings another = settingsWithToken();
    another.access.token = "another-token-altogether";
    const RunningGateway first(settingsWithToken(), gatewayLimits(*m_server));
    const RunningGateway second(another, gatewayLimits(*m_server));
    const QByteArray ofFirst = signInTo(first, "token=" + token).header("Set-Cookie").split(';').constFirst();
    const QByteArray ofSecond =
        signInTo(second, "token=another-token-altogether").header("Set-Cookie").split(';').constFirst();
    QVERIFY(ofFirst.split('=').constFirst() != ofSecond.split('=').constFirst());
    const QByteArray both = "Cookie: " + ofFirst + "; " + ofSecond + "\r\n";
    QCOMPARE(first.get("/api/latest", both).status(), 200);
    QCOMPARE(second.get("/api/latest", both).status(), 200);
    QCOMPARE(second.get("/api/latest", "Cookie: " + ofFirst + "\r\n").status(), 401);
}

void TestGatewaySignIn::signInNeedsTheOwnOrigin()
{
    const RunningGateway gateway(settingsWithToken(), gatewayLimits(*m_server));
    const QByteArray form = "Content-Length: 34\r\n\r\ntoken=correct-horse-battery-staple";
    QCOMPARE(gateway.get("/sign-in", form, "POST").status(), 403);
    QCOMPARE(gateway.get("/sign-in", "Origin: http://evil.example\r\n" + form, "POST").status(), 403);
    QCOMPARE(gateway.get("/sign-in", gateway.originLine() + form, "POST").status(), 303);
}

QTEST_GUILESS_MAIN(TestGatewaySignIn)
#include "tst_gatewaysignin.moc"
