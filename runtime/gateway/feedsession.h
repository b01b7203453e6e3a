// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runtime/gateway/feedoutput.h"

#include <QDeadlineTimer>
#include <QPointer>
#include <QWebSocket>

#include <memory>
#include <vector>

class QTcpSocket;

namespace pulse {

/// One client of the feed (docs/reference/feed.md). It receives new records as fast as it reads; at most `bufferBytes`
/// plus one message are buffered for it. A client that is slower than the outputs keep their records starts again with
/// the history. A client is dropped if its kernel accepts nothing for `stallTimeout`, or if it does not answer a ping
/// within that time, because its machine is unreachable or its program does not read.
class FeedSession : public QObject
{
    Q_OBJECT

public:
    struct Limits
    {
        qint64 bufferBytes = 32 * 1024;                 ///< the session sends no more while this many bytes are unsent
        quint64 messageBytes = 8 * 1024;                ///< the longest message from a client
        int ignoredMessages = 8;                        ///< the most messages of later versions
        std::chrono::milliseconds handshake{10'000};    ///< until the client has sent `follow`
        std::chrono::milliseconds heartbeat{15'000};    ///< interval
        std::chrono::milliseconds stallTimeout{30'000}; ///< of a client that reads nothing
    };

    enum class End {
        Left,    ///< the client disconnected, or the connection failed
        Refused, ///< the client sent a wrong message, or none in time
        Stalled, ///< the client read nothing
    };

    /// Takes ownership of the socket, which runs over `transport`. `outputs` must outlive the session.
    FeedSession(std::unique_ptr<QWebSocket> socket, QTcpSocket *transport, const QList<FeedOutput *> &outputs,
                const Limits &limits, QObject *parent = nullptr);
    ~FeedSession() override;

    quint64 messages() const noexcept { return m_messages; } ///< sent so far
    void leave();                                            ///< closes the connection, since the gateway stops
    /// Sends a heartbeat or a ping if it is due, and ends the session after a timeout. Call it regularly: with a
    /// thousand sessions, restarting timers at each message would take more time than the messages.
    void checkTimeouts();

Q_SIGNALS:
    void ended(pulse::FeedSession::End how);

private:
    struct Cursor
    {
        FeedOutput *output;
        std::optional<QByteArray> after; // the id that the client sent; empty once its place is found
        quint64 place = 0;
        bool replacesEarlier = true; // the next message starts the history again
        bool knowsAll = false;       // the client has all records, so the next one is live for it
        bool statusDue = true;       // the status has changed
        bool reportDue = true;       // the report has changed
        bool ageDue = true;          // to be sent after all records
        quint64 failures = 0;        // see FeedOutput::reportMessage
    };

    void handleMessage(const QString &message);
    void follow(const FeedFollow &wanted);
    void pump();
    bool sendNext(Cursor &cursor);
    bool sendRecords(Cursor &cursor);
    void findPlace(Cursor &cursor) const;
    void send(const QString &text);
    qint64 unsent() const;
    void ping();
    bool isUnresponsive();
    void watchPongs();
    void drop(End how);
    void refuse(const QString &reason);
    void close(QWebSocketProtocol::CloseCode code, const QString &reason);

    std::unique_ptr<QWebSocket> m_socket;
    QPointer<QTcpSocket> m_transport;
    Limits m_limits;
    bool m_follows = false;
    std::vector<Cursor> m_cursors;
    QList<FeedOutput *> m_outputs;
    qint64 m_span = 0; // ms
    bool m_measurements = true;
    quint64 m_messages = 0;
    int m_ignored = 0;       // messages
    qint64 m_mostUnsent = 0; // right after a message was sent
    End m_end = End::Left;
    QDeadlineTimer m_handshake;
    QDeadlineTimer m_nextHeartbeat;
    QDeadlineTimer m_stalled; // while something is unsent
    QDeadlineTimer m_nextPing;
    QDeadlineTimer m_pong;       // until when an answer to a ping must arrive
    qint64 m_unacknowledged = 0; // the most since the client last read something
};

} // namespace pulse
