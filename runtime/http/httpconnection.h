// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runtime/http/httpserver.h"

#include <QDeadlineTimer>
#include <QTimer>

namespace pulse {

/// One request and its answer, for HttpServer.
class HttpConnection : public QObject
{
    Q_OBJECT

public:
    HttpConnection(std::unique_ptr<QTcpSocket> socket, HttpServer::Handler handler, const HttpServer::Limits &limits);
    ~HttpConnection() override;

    void start();
    bool isAnswering() const noexcept { return m_state != State::Reading; }
    qint64 heldBytes() const; ///< of the answer
    void abort();

Q_SIGNALS:
    void answered(int status);
    void upgraded(QTcpSocket *socket);
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
    HttpServer::Handler m_handler;
    HttpServer::Limits m_limits;
    State m_state = State::Reading;
    std::shared_ptr<QFile> m_file; // the rest of the answer
    qint64 m_taken = 0;            // since the deadline was set
    qint64 m_left = 0;             // while closing: what the other side had not got when the patience began
    QDeadlineTimer m_patience;     // while closing
    QTimer m_deadline;
};

} // namespace pulse
