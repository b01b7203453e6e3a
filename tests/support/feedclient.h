// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/feed/feedmessages.h"
#include "tests/support/gatewayfixture.h"

#include <QHash>
#include <QWebSocket>

#include <optional>

namespace pulse::test {

/// Follows a gateway and collects what it receives.
struct FeedClient
{
    explicit FeedClient(const RunningGateway &gateway, const std::optional<FeedFollow> &follow = FeedFollow())
        : socket(gateway.origin())
    {
        QObject::connect(&socket, &QWebSocket::textMessageReceived, &socket,
                         [this](const QString &text) { handle(text.toUtf8()); });
        QObject::connect(&socket, &QWebSocket::connected, &socket, [this, follow] {
            if (follow)
                send(encodeFeed(*follow));
        });
        socket.open(gateway.feedUrl());
    }

    void send(const QByteArray &message) { socket.sendTextMessage(QString::fromUtf8(message)); }

    void handle(const QByteArray &json)
    {
        const Result<FeedMessage> message = decodeFeed(json);
        if (!message)
            qFatal("%s", qPrintable(message.error().message));
        if (const auto *records = std::get_if<FeedRecords>(&*message)) {
            QList<FeedRecord> &all = known[records->output];
            if (records->replacesEarlier) {
                all.clear();
                ++histories;
            }
            all += records->records;
            for (qsizetype i = 0; i < records->records.size(); ++i)
                live.append(records->isLive.value());
        } else if (const auto *age = std::get_if<FeedAge>(&*message)) {
            ages.append(age->age);
        } else if (const auto *status = std::get_if<FeedStatus>(&*message)) {
            states.append(status->status);
        } else if (const auto *report = std::get_if<FeedReport>(&*message)) {
            reports.append(report->report);
            receivedFailures += report->report.failures.size();
            if (report->keptFailures > 0)
                reports.last().failures += reports.at(reports.size() - 2).failures.first(report->keptFailures);
        } else if (const auto *hello = std::get_if<FeedHello>(&*message)) {
            hellos.append(*hello);
        } else if (std::holds_alternative<FeedHeartbeat>(*message)) {
            ++heartbeats;
        }
    }

    QByteArrayList outputs(const QByteArray &output = feedKey) const
    {
        QByteArrayList result;
        for (const FeedRecord &one : known.value(QString::fromUtf8(output)))
            result.append(one.record.output);
        return result;
    }
    FeedFollow resume() const
    {
        FeedFollow follow;
        for (auto it = known.cbegin(); it != known.cend(); ++it)
            follow.after.insert(it.key(), it->constLast().id);
        return follow;
    }

    QWebSocket socket;
    QHash<QString, QList<FeedRecord>> known;
    QList<FeedHello> hellos;
    QList<SourceStatus> states;
    QList<FunctionReport> reports;
    int histories = 0;
    QList<bool> live; // for each record
    QList<std::optional<qint64>> ages;
    qsizetype receivedFailures = 0;
    int heartbeats = 0;
};

} // namespace pulse::test
