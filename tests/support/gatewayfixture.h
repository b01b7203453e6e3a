// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/literals.h"
#include "runtime/gateway/gateway.h"
#include "tests/support/history.h"
#include "tests/support/rawclient.h"
#include "tests/support/redisserver.h"

#include <QDateTime>
#include <QTest>

#include <memory>

namespace pulse::test {

inline const QByteArray feedKey = "results";

/// Writes a result of that time under the key that the gateway follows.
inline void addResult(const RedisServer &server, qint64 time, const QByteArray &output, const QByteArray &input = {},
                      const QByteArray &outputKey = feedKey)
{
    addResult(server, outputKey, time, output, input);
}

/// Returns {"n":first}, …, {"n":last}
inline QByteArrayList numbers(int first, int last)
{
    QByteArrayList result;
    for (int i = first; i <= last; ++i)
        result.append("{\"n\":" + QByteArray::number(i) + '}');
    return result;
}

/// Writes these numbers as results, each a millisecond after the previous one.
inline void addNumbers(const RedisServer &server, int first, int last, const QByteArray &outputKey = feedKey)
{
    const QByteArrayList all = numbers(first, last);
    for (int i = first; i <= last; ++i)
        addResult(server, now() - 1000 + i, all[i - first], {}, outputKey);
}

/// Returns the settings of a gateway that follows `keys` of a real server; `port`: 0: any free one.
inline GatewaySettings gatewaySettings(const RedisServer &server, const QByteArrayList &keys = {feedKey},
                                       quint16 port = 0)
{
    GatewaySettings settings;
    settings.listen = {QHostAddress(QHostAddress::LocalHost), port};
    settings.redis = server.url();
    settings.outputKeys = keys;
    return settings;
}

/// Returns limits with short timeouts, for a server that stops and starts.
inline GatewayLimits gatewayLimits(const RedisServer &server, const FeedSession::Limits &session = {},
                                   const FeedOutput::Limits &output = {})
{
    GatewayLimits limits;
    limits.session = session;
    limits.output = output;
    limits.redis = server.options();
    limits.pollPeriod = std::chrono::milliseconds(20);
    return limits;
}

/// Returns the headers of a WebSocket's handshake.
inline QByteArray handshake(const QByteArray &headers = {})
{
    return "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
           "dGhlIHNhbXBsZSBub25jZQ==\r\n" +
           headers;
}

/// A real gateway in this process, listening.
class RunningGateway
{
public:
    explicit RunningGateway(const GatewaySettings &settings, const GatewayLimits &limits)
        : m_gateway(settings, limits)
    {
        const Result<quint16> port = m_gateway.start();
        if (!port)
            qFatal("%s", qPrintable(port.error().message));
        m_port = *port;
    }
    explicit RunningGateway(const RedisServer &server, const FeedSession::Limits &session = {},
                            const FeedOutput::Limits &output = {}, const QByteArrayList &keys = {feedKey},
                            quint16 port = 0)
        : RunningGateway(gatewaySettings(server, keys, port), gatewayLimits(server, session, output))
    {
    }

    Gateway &operator*() { return m_gateway; }
    const Gateway *operator->() const { return &m_gateway; }
    Gateway *operator->() { return &m_gateway; }
    const FeedOutput &output() const { return *m_gateway.outputs().constFirst(); }
    quint16 port() const { return m_port; }
    QByteArray host() const { return "127.0.0.1:" + QByteArray::number(m_port); }
    QString origin() const { return u"http://127.0.0.1:%1"_s.arg(m_port); }
    QByteArray originLine() const { return "Origin: http://" + host() + "\r\n"; }
    /// Returns a client's request for the feed; `headers`: lines, replacing the gateway's own origin.
    QByteArray feedRequest(const QByteArray &headers) const
    {
        return "GET /feed HTTP/1.1\r\nHost: " + host() + "\r\n" + handshake(headers) + "\r\n";
    }
    QByteArray feedRequest() const { return feedRequest(originLine()); }
    QUrl feedUrl() const { return QUrl(u"ws://127.0.0.1:%1/feed"_s.arg(m_port)); }

    /// Sends bytes and returns the answer; without a head if there is none in time.
    RawAnswer ask(const QByteArray &bytes, const QHostAddress &from = {}) const
    {
        const RawClient client(m_port, bytes, 0, from);
        return QTest::qWaitFor([&client] { return client.isClosed(); }, 20000) ? client.answer() : RawAnswer();
    }
    /// `headers`: lines with their ends, in addition to Host.
    RawAnswer get(const QByteArray &path, const QByteArray &headers = {}, const QByteArray &method = "GET") const
    {
        return ask(method + ' ' + path + " HTTP/1.1\r\nHost: " + host() + "\r\n" + headers + "\r\n");
    }

private:
    Gateway m_gateway;
    quint16 m_port = 0;
};

/// A real redis-server, and the settings of gateways that follow `feedKey`.
class GatewayFixture
{
protected:
    void startServer()
    {
        m_server = std::make_unique<RedisServer>();
        QVERIFY(m_server->start());
    }
    void emptyServer() { QVERIFY(m_server->call({"FLUSHALL"})); }

    GatewaySettings settings() const { return gatewaySettings(*m_server); }
    GatewaySettings settingsWithToken() const
    {
        GatewaySettings result = settings();
        result.access.token = token;
        return result;
    }

    const QByteArray token = "correct-horse-battery-staple"; ///< of a gateway that requires one
    std::unique_ptr<RedisServer> m_server;
};

} // namespace pulse::test
