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
    bool isDelivered() const; ///< the other side's kernel has the whole answer, and only its goodbye is missing
    qint64 heldBytes() const; ///< of the answer
    /// How long nothing has been achieved: since it began, its answer began, or 4 KiB of the answer were taken.
    std::chrono::milliseconds stillFor() const { return std::chrono::milliseconds(m_still.elapsed()); }
    void abort();
    void giveWay(); ///< ends it; an answer that is delivered can still be read

    /// The client that it counts for, and its place. Both are missing while a trusted proxy has not named the client.
    const QHostAddress &client() const noexcept { return m_client; }
    bool hasPlace() const noexcept { return m_place != nullptr; }
    void setPlace(const QHostAddress &client, AddressPlaces::Place place);

Q_SIGNALS:
    void answered(int status);
    void upgraded(QTcpSocket *socket, const QHostAddress &client);
    void ended();

private:
    enum class State {
        Reading,   ///< the request
        Answering, ///< the answer is on its way
        Closing,   ///< the kernel has all of it; to close now would undo what the other side has not got yet
    };

    void read();
    void readRequest();
    void readBody(HttpRequest request, const QByteArray &rest);
    void refuse(const HttpRefusal &refusal);
    void finish(HttpRequest request);
    void answer(const HttpAnswer &answer, bool isHead);
    void takeSent(qint64 bytes);
    void pump();
    void close();
    void passDeadline();
    void end();

    std::unique_ptr<QTcpSocket> m_socket;
    Responder m_responder;
    HttpServer::Limits m_limits;
    QHostAddress m_client;
    AddressPlaces::Place m_place;
    State m_state = State::Reading;
    bool m_hasContinued = false;   // the other side was told to send the body
    std::shared_ptr<QFile> m_file; // the rest of the answer
    qint64 m_taken = 0;            // since the deadline was set
    qint64 m_left = 0;             // while closing: what the other side had not got when the patience began
    QDeadlineTimer m_patience;     // while closing
    QTimer m_deadline;
    QElapsedTimer m_still;
};

} // namespace pulse
