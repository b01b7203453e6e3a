// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runtime/http/httprequest.h"

#include <QFile>
#include <QJsonObject>

#include <chrono>
#include <memory>

namespace pulse {

/// What a handler says to a request. Content-Length, Date, Connection and X-Content-Type-Options come with it.
struct HttpAnswer
{
    int status = 200;  ///< 101: the socket is handed over, as HttpServer::upgraded
    QByteArray type{}; ///< media type; empty: there is no body
    QByteArray body{};
    QList<HttpHeader> headers{};
    std::shared_ptr<QFile> file{}; ///< open; sent from where it stands to its end instead of `body`, as it is read

    static HttpAnswer upgrade() { return {.status = 101}; }
    static HttpAnswer text(const QByteArray &body) { return {.type = "text/plain; charset=utf-8", .body = body}; }
    static HttpAnswer json(int status, const QJsonObject &object);
    static HttpAnswer error(int status, const QString &sentence); ///< {"error": sentence}
    /// The same, with when to try again, in words and in the header Retry-After.
    static HttpAnswer errorForNow(int status, const QString &sentence, std::chrono::seconds wait);
    static HttpAnswer notAllowed(const QByteArray &methods); ///< other methods than these
    static HttpAnswer notFound(const QString &sentence) { return error(404, sentence); }

    qint64 bodyBytes() const { return file ? file->bytesAvailable() : body.size(); }
    QByteArray head() const; ///< status line and headers, with the empty line
};

} // namespace pulse
