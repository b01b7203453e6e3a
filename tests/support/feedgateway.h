// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/redis/outputkeys.h"
#include "runtime/gateway/feedsession.h"
#include "tests/support/redisserver.h"

#include <QDateTime>
#include <QNetworkRequest>
#include <QTest>
#include <QWebSocket>
#include <QWebSocketServer>

#include <memory>
#include <vector>

namespace pulse::test {

inline const QByteArray feedKey = "results";

inline qint64 now()
{
    return QDateTime::currentMSecsSinceEpoch();
}

/// A result as our runtime writes it; an empty input: without.
inline void addResult(const RedisServer &server, qint64 time, const QByteArray &output, const QByteArray &input = {},
                      const QByteArray &outputKey = feedKey)
{
    RedisCommand command{"XADD", historyKey(outputKey), "*", "t", QByteArray::number(time), "d", output};
    if (!input.isEmpty())
        command << "i" << input;
    QVERIFY(server.call(command));
    QVERIFY(server.call({"SET", outputKey, output}));
}

/// {"n":first}, …, {"n":last}
inline QByteArrayList numbers(int first, int last)
{
    QByteArrayList result;
    for (int i = first; i <= last; ++i)
        result.append("{\"n\":" + QByteArray::number(i) + '}');
    return result;
}

/// The same as results, each a millisecond after the one before.
inline void addNumbers(const RedisServer &server, int first, int last, const QByteArray &outputKey = feedKey)
{
    const QByteArrayList all = numbers(first, last);
    for (int i = first; i <= last; ++i)
        addResult(server, now() - 1000 + i, all[i - first], {}, outputKey);
}

/// What a gateway is without its HTTP.
struct FeedGateway
{
    /// `port`: 0: a free one.
    explicit FeedGateway(const RedisServer &server, const FeedSession::Limits &sessionLimits = {},
                         const FeedOutput::Limits &outputLimits = {}, const QByteArrayList &keys = {feedKey},
                         quint16 port = 0)
        : listener(QStringLiteral("test"), QWebSocketServer::NonSecureMode)
    {
        for (const QByteArray &name : keys) {
            outputs.push_back(std::make_unique<FeedOutput>(
                OutputFollower::Options{
                    .redis = server.options(), .key = name, .pollPeriod = std::chrono::milliseconds(20)},
                QByteArray(), outputLimits));
            outputs.back()->open();
            pointers.append(outputs.back().get());
        }
        if (!listener.listen(QHostAddress::LocalHost, port))
            qFatal("cannot listen");
        QObject::connect(&listener, &QWebSocketServer::newConnection, &listener, [this, sessionLimits] {
            std::unique_ptr<QWebSocket> socket(listener.nextPendingConnection());
            requests.append(socket->request());
            sessions.push_back(std::make_unique<FeedSession>(std::move(socket), pointers, sessionLimits));
            QObject::connect(sessions.back().get(), &FeedSession::ended, &listener, [this] { ++ended; });
        });
    }

    FeedOutput &output() const { return *outputs.front(); }
    quint16 port() const { return listener.serverPort(); }

    QWebSocketServer listener;
    std::vector<std::unique_ptr<FeedOutput>> outputs;
    QList<FeedOutput *> pointers;
    std::vector<std::unique_ptr<FeedSession>> sessions;
    QList<QNetworkRequest> requests; // by which the sessions came about
    int ended = 0;
};

} // namespace pulse::test
