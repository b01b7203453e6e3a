// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sources/feedsocket.h"
#include "common/core/retrypolicy.h"
#include "common/feed/feedmessages.h"

#include <QTimer>

#include <optional>

namespace pulse {

/// Results of one output from a gateway's feed (docs/reference/feed.md), over a connection that is reopened
/// automatically. It continues after the last known record, without gaps and duplicates; if the gateway does not know
/// that record, it emits another `history`. Another output needs another connection, since a client follows only once.
///
/// Each failed attempt doubles the pause before the next one; so does a connection that does not last `longestRetry`.
/// If the gateway refuses, only a user can help, so the pause is the longest at once.
class FeedSource : public ResultSource
{
    Q_OBJECT

public:
    struct Options
    {
        FeedSocket::Options socket;
        QString output;    ///< the output key; empty: any
        QString preferred; ///< without `output`: shown if the gateway has it, else its first one
        std::chrono::milliseconds connectDeadline{10'000}; ///< until the gateway's hello is received
        std::chrono::milliseconds shortestRetry{250};
        std::chrono::milliseconds longestRetry{10'000};
    };

    explicit FeedSource(Options options, QObject *parent = nullptr);
    ~FeedSource() override;

    void open() override;
    SourceStatus status() const override { return m_status; }
    FunctionReport report() const override { return m_report; }
    QStringList outputs() const override { return m_outputs; }
    void chooseOutput(const QString &key) override;

Q_SIGNALS:
    void greeted(); ///< the gateway accepted the connection and its token, and has not been asked for an output yet

private:
    void handleMessage(const QByteArray &message);
    void handleHello(const FeedHello &hello);
    void handleRecords(const FeedRecords &message);
    void handleStatus(SourceStatus status);
    void handleReport(const FeedReport &message);
    void handleEnd(const FeedSocket::End &end);
    void handleIdleTimeout();

    QString outputOf(const QStringList &offered) const;
    void follow(const QString &output);
    void finishHistory();

    void lose(const QString &why);
    void refuse(const Problem &problem);
    void retryAfter(std::chrono::milliseconds pause);
    void drop();
    void setStatus(const SourceStatus &status);

    Options m_options;
    SourceStatus m_status;
    FunctionReport m_report;
    QStringList m_outputs;                         // of the gateway's last hello
    QByteArray m_lastId;                           // of the newest record of m_status.key
    std::optional<QList<FeedRecord>> m_unfinished; // history that is still arriving

    FeedSocket *m_socket = nullptr; // a child; null between two attempts
    bool m_isGreeted = false;       // m_socket has received the gateway's hello
    bool m_isCaughtUp = false;      // the missed records have been received
    RetryPolicy m_retryPolicy;      // up: m_isGreeted
    QTimer m_idle;                  // runs out if nothing is received
    QTimer m_retry;
};

} // namespace pulse
