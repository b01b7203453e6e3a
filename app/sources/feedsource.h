// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/sources/feedsocket.h"
#include "common/core/retrypolicy.h"
#include "common/feed/feedmessages.h"

#include <QTimer>

#include <optional>

namespace pulse {

/// Results of one output from a gateway's feed (docs/feed.md), over a connection that comes back by itself. It goes on
/// from the last record that is known: after a reconnect there is no gap, and nothing comes twice; where the gateway
/// does not know that record, there is another `history`.
///
/// Each failed attempt doubles the pause before the next one; so does a connection that does not last `longestRetry`.
/// Where the gateway refuses, only a person can help, so the pause is the longest at once.
class FeedSource : public ResultSource
{
    Q_OBJECT

public:
    struct Options
    {
        FeedSocket::Options socket;
        QString output; ///< the output key; empty: the first one that the gateway names
        std::chrono::milliseconds connectDeadline{10'000}; ///< until the gateway says hello
        std::chrono::milliseconds shortestRetry{250};
        std::chrono::milliseconds longestRetry{10'000};
    };

    explicit FeedSource(Options options, QObject *parent = nullptr);
    ~FeedSource() override;

    void open() override;
    SourceStatus status() const override { return m_status; }
    FunctionReport report() const override { return m_report; }

private:
    void take(const QByteArray &message);
    void takeHello(const FeedHello &hello);
    void takeRecords(const FeedRecords &message);
    void takeStatus(SourceStatus status);
    void takeReport(const FeedReport &message);
    void takeEnd(const FeedSocket::End &end);
    void takeSilence();

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
    QByteArray m_lastId;                           // of what was told of m_status.key
    std::optional<QList<FeedRecord>> m_unfinished; // history that is still arriving

    FeedSocket *m_socket = nullptr; // a child; none between two attempts
    bool m_isGreeted = false;       // by the gateway at the other end of m_socket
    bool m_isCaughtUp = false;      // an old gateway has sent all that was missed
    RetryPolicy m_retryPolicy;      // up: greeted
    QTimer m_silence;               // until something has to be heard
    QTimer m_retry;
};

} // namespace pulse
