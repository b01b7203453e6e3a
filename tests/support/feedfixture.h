// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sources/feedsource.h"
#include "common/core/literals.h"
#include "common/feed/feedmessages.h"

#include <QWebSocket>
#include <QWebSocketServer>

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace pulse::test {

/// Returns options for a gateway on this machine, with short pauses between attempts.
inline FeedSource::Options optionsFor(quint16 port)
{
    FeedSource::Options options;
    options.socket.url.setUrl(u"ws://127.0.0.1:%1/feed"_s.arg(port));
    options.shortestRetry = std::chrono::milliseconds(20);
    options.longestRetry = std::chrono::milliseconds(100);
    return options;
}

/// Returns how messages name that gateway.
inline QString placeOf(quint16 port)
{
    return u"127.0.0.1:%1"_s.arg(port);
}

/// Collects what a source emits, and the outputs that a dashboard would know.
struct Listener
{
    explicit Listener(FeedSource &source)
    {
        QObject::connect(&source, &ResultSource::history, &source, [this](const QList<Record> &all) {
            known = all;
            ++histories;
        });
        QObject::connect(&source, &ResultSource::record, &source, [this](const Record &one, bool isLive) {
            known << one;
            live << isLive;
        });
        QObject::connect(&source, &ResultSource::aged, &source, [this](std::optional<qint64> age) { ages << age; });
        QObject::connect(&source, &ResultSource::statusChanged, &source,
                         [this](const SourceStatus &status) { states << status; });
        source.open();
    }

    QByteArrayList outputs() const
    {
        QByteArrayList result;
        for (const Record &one : known)
            result << one.output;
        return result;
    }
    bool wasIn(SourceStatus::Kind kind) const
    {
        return std::ranges::any_of(states, [kind](const SourceStatus &one) { return one.kind == kind; });
    }

    QList<Record> known;
    QList<bool> live; ///< for each record that is not of a history
    QList<std::optional<qint64>> ages;
    int histories = 0;
    QList<SourceStatus> states;
};

/// Sends the same messages to each client, whatever it requests.
struct ScriptedGateway
{
    explicit ScriptedGateway(const QByteArrayList &script)
        : listener(u"test"_s, QWebSocketServer::NonSecureMode)
    {
        if (!listener.listen(QHostAddress::LocalHost))
            qFatal("cannot listen");
        QObject::connect(&listener, &QWebSocketServer::newConnection, &listener, [this, script] {
            sockets.emplace_back(listener.nextPendingConnection());
            QWebSocket *socket = sockets.back().get();
            QObject::connect(socket, &QWebSocket::textMessageReceived, &listener,
                             [this](const QString &text) { heard << text.toUtf8(); });
            for (const QByteArray &message : script)
                socket->sendTextMessage(QString::fromUtf8(message));
        });
    }

    void say(std::size_t client, const QByteArray &message) const
    {
        sockets.at(client)->sendTextMessage(QString::fromUtf8(message));
    }
    quint16 port() const { return listener.serverPort(); }
    std::optional<FeedFollow> wish(qsizetype index) const
    {
        const Result<FeedMessage> message = decodeFeed(heard.value(index));
        const auto *follow = message ? std::get_if<FeedFollow>(&*message) : nullptr;
        return follow ? std::optional(*follow) : std::nullopt;
    }

    QWebSocketServer listener;
    std::vector<std::unique_ptr<QWebSocket>> sockets;
    QByteArrayList heard;
};

/// Returns the first message of a gateway.
inline QByteArray hello(std::chrono::milliseconds beat = std::chrono::seconds(15),
                        const QStringList &outputs = {u"results"_s})
{
    return encodeFeed(FeedHello{feedVersion, u"0"_s, beat, outputs});
}

} // namespace pulse::test
