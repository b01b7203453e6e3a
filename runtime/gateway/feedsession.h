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

/// One client of the feed, as docs/feed.md describes it. It is sent what it does not know as fast as it reads, and no
/// more is kept for it than `bufferBytes`: who falls behind what the outputs keep begins anew, and who reads nothing
/// for `patience` is dropped: whose kernel takes nothing, or who answers no ping because the machine is gone or because
/// the program reads no more.
class FeedSession : public QObject
{
    Q_OBJECT

public:
    struct Limits
    {
        qint64 bufferBytes = 32 * 1024;              ///< more is not sent before some of it is read
        quint64 messageBytes = 8 * 1024;             ///< of what a client says
        int ignoredMessages = 8;                     ///< of later versions
        std::chrono::milliseconds handshake{10'000}; ///< until a client says what it follows
        std::chrono::milliseconds beat{15'000};
        std::chrono::milliseconds patience{30'000};
    };

    enum class End {
        Left,    ///< by itself, or the connection broke
        Refused, ///< what it said was wrong, or nothing came in time
        Stalled, ///< it read nothing
    };

    /// Takes the socket. `transport`: what it runs over. `outputs` have to outlive this.
    FeedSession(std::unique_ptr<QWebSocket> socket, QTcpSocket *transport, const QList<FeedOutput *> &outputs,
                const Limits &limits, QObject *parent = nullptr);
    ~FeedSession() override;

    quint64 messages() const noexcept { return m_messages; } ///< sent so far
    void leave();                                            ///< the gateway goes
    /// Sends a beat where one is due, and ends a session that let its time pass. To be called every now and then: for
    /// a thousand sessions, timers that are started anew at each message would take more time than the messages.
    void look();

Q_SIGNALS:
    void ended(pulse::FeedSession::End how);

private:
    struct Cursor
    {
        FeedOutput *output;
        std::optional<QByteArray> after; // where the client says it is; nothing once that is found
        quint64 place = 0;
        bool anew = true;      // what the client knows is void
        bool knowsAll = false; // records that there were, so the next one is live for the client
        bool statusDue = true; // this and the next: they are others than the client knows
        bool reportDue = true;
        bool ageDue = true;   // once all records are sent
        quint64 failures = 0; // see FeedOutput::reportMessage
    };

    void take(const QString &message);
    void follow(const FeedFollow &wanted);
    void pump();
    bool sendNext(Cursor &cursor);
    bool sendRecords(Cursor &cursor);
    void findPlace(Cursor &cursor) const;
    void send(const QString &text);
    qint64 unsent() const;
    void ping();
    bool isSilent();
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
    qint64 m_mostUnsent = 0; // right after a message of ours
    End m_end = End::Left;
    QDeadlineTimer m_handshake;
    QDeadlineTimer m_beat;
    QDeadlineTimer m_stalled; // while something is unsent
    QDeadlineTimer m_ping;
    QDeadlineTimer m_silent;     // until an answer to a ping, while the kernel has handed everything over
    qint64 m_unacknowledged = 0; // from where on less means that something was read
};

} // namespace pulse
