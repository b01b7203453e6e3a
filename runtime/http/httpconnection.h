// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runtime/http/httpserver.h"

#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QTimer>

namespace pulse {

/// One request and its answer, for HttpServer.
class HttpConnection : public QObject
{
    Q_OBJECT

public:
    using Responder = std::function<HttpAnswer(HttpConnection &, const HttpRequest &)>;

    HttpConnection(std::unique_ptr<QTcpSocket> socket, Responder responder, const HttpServer::Limits &limits);
    ~HttpConnection() override;

    void start();
    bool isAnswering() const noexcept { return m_state != State::Reading; }
    bool isDelivered() const; ///< the client's kernel has the whole answer; only the connection's end is missing
    qint64 heldBytes() const; ///< bytes of the answer in this process
    /// The time without progress. Progress is: the connection was made, the answer started, or 4 KiB of it were
    /// accepted.
    std::chrono::milliseconds timeWithoutProgress() const
    {
        return std::chrono::milliseconds(m_sinceProgress.elapsed());
    }
    void abort();
    void giveWay(); ///< closes the connection; the client can still read a delivered answer

    /// The client that the connection counts for, and its place. Both are missing until a trusted proxy names the
    /// client.
    const QHostAddress &client() const noexcept { return m_client; }
    bool hasPlace() const noexcept { return m_place != nullptr; }
    void setPlace(const QHostAddress &client, AddressPlaces::Place place);

Q_SIGNALS:
    void answered(int status);
    void upgraded(QTcpSocket *socket, const QHostAddress &client);
    void ended();

private:
    enum class State {
        Reading,   ///< receiving the request
        Answering, ///< sending the answer
        Closing,   ///< the kernel has the whole answer; closing now would discard the bytes that the client has not
                   ///< received
    };

    void read();
    void readRequest();
    void readBody(HttpRequest request, const QByteArray &rest);
    void refuse(const HttpRefusal &refusal);
    void finish(HttpRequest request);
    void answer(const HttpAnswer &answer, bool isHead);
    void handleSent(qint64 bytes);
    void sendFile();
    void close();
    void onDeadline();
    void end();

    std::unique_ptr<QTcpSocket> m_socket;
    Responder m_responder;
    HttpServer::Limits m_limits;
    QHostAddress m_client;
    AddressPlaces::Place m_place;
    State m_state = State::Reading;
    bool m_hasContinued = false;      // the client was asked to send the body
    std::shared_ptr<QFile> m_file;    // the rest of the answer
    qint64 m_sentBytes = 0;           // since the deadline was set
    qint64 m_unacknowledged = 0;      // while closing: at the last progress
    QDeadlineTimer m_closingDeadline; // while closing
    QTimer m_deadline;
    QElapsedTimer m_sinceProgress;
};

} // namespace pulse
