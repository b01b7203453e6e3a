// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runtime/http/httprequest.h"

#include <QFile>
#include <QJsonObject>

#include <chrono>
#include <memory>

namespace pulse {

/// A handler's answer to a request. The server adds Content-Length, Date, Connection and X-Content-Type-Options.
struct HttpAnswer
{
    int status = 200;  ///< 101: the socket is passed on, see HttpServer::upgraded
    QByteArray type{}; ///< media type; empty: no body
    QByteArray body{};
    QList<HttpHeader> headers{};
    std::shared_ptr<QFile> file{}; ///< open; sent from its current position to its end instead of `body`, in chunks

    static HttpAnswer upgrade() { return {.status = 101}; }
    static HttpAnswer text(const QByteArray &body) { return {.type = "text/plain; charset=utf-8", .body = body}; }
    static HttpAnswer json(int status, const QJsonObject &object);
    static HttpAnswer error(int status, const QString &sentence); ///< {"error": sentence}
    /// Like error(), with the time until the next attempt in the sentence and in the header Retry-After.
    static HttpAnswer errorForNow(int status, const QString &sentence, std::chrono::seconds wait);
    static HttpAnswer notAllowed(const QByteArray &methods); ///< answer 405 for methods other than these
    static HttpAnswer notFound(const QString &sentence) { return error(404, sentence); }

    qint64 bodyBytes() const { return file ? file->bytesAvailable() : body.size(); }
    QByteArray head() const; ///< status line and headers, with the empty line
};

} // namespace pulse
