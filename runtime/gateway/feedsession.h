// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runtime/gateway/feedoutput.h"

#include <QTimer>

#include <memory>
#include <vector>

class QWebSocket;

namespace pulse {

/// One client of the feed, as docs/feed.md describes it. It is sent what it does not know as fast as it reads, and no
/// more is kept for it than `bufferBytes`: who falls behind what the outputs keep begins anew, and who reads nothing
/// for `patience` is dropped.
class FeedSession : public QObject
{
    Q_OBJECT

public:
    struct Limits
    {
        qint64 bufferBytes = 512 * 1024;             ///< more is not sent before some of it is read
        quint64 messageBytes = 64 * 1024;            ///< of what a client says
        std::chrono::milliseconds handshake{10'000}; ///< until a client says what it follows
        std::chrono::milliseconds beat{15'000};
        std::chrono::milliseconds patience{30'000};
    };

    /// Takes the socket. `outputs` have to outlive this.
    FeedSession(std::unique_ptr<QWebSocket> socket, const QList<FeedOutput *> &outputs, const Limits &limits,
                QObject *parent = nullptr);
    ~FeedSession() override;

Q_SIGNALS:
    void ended();

private:
    struct Cursor
    {
        FeedOutput *output;
        quint64 place = 0;
        bool anew = true;      // what the client knows is void
        bool statusDue = true; // this and the next: they are others than the client knows
        bool reportDue = true;
    };

    void take(const QString &message);
    void follow(const FeedFollow &wanted);
    void pump();
    bool sendNext(Cursor &cursor);
    bool sendRecords(Cursor &cursor);
    void send(const QString &text);
    void watchProgress();
    void refuse(const QString &reason);

    std::unique_ptr<QWebSocket> m_socket;
    Limits m_limits;
    std::vector<Cursor> m_cursors; // none until the client follows
    QList<FeedOutput *> m_outputs;
    qint64 m_span = 0; // ms
    bool m_measurements = true;
    QTimer m_handshake;
    QTimer m_beat;
    QTimer m_stalled;
};

} // namespace pulse
