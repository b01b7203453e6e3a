// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

#include <QByteArray>
#include <QHostAddress>
#include <QList>

#include <optional>

namespace pulse {

struct HttpHeader
{
    QByteArray name;
    QByteArray value;

    bool operator==(const HttpHeader &) const = default;
};

/// A request of HTTP/1.1 (RFC 9112) that has passed the checks of `parseHttpHead`.
struct HttpRequest
{
    enum class Method { Get, Head, Post, Other };

    Method method = Method::Get;
    QByteArray path;  ///< without percent encoding; starts with a slash, is UTF-8 and has no control characters
    QByteArray query; ///< after the question mark, as received
    QList<HttpHeader> headers{}; ///< names in lower case
    qsizetype bodyBytes = 0;     ///< size of the body
    QByteArray body{};           ///< read only for Post
    bool isSecure = false;       ///< received over TLS
    int version = 11;            ///< of HTTP: 11 for 1.1, 10 for 1.0
    QHostAddress peer{};         ///< the other end of the connection
    QHostAddress client{};       ///< the client that the request counts for: the peer, or the client of a trusted proxy

    std::optional<QByteArray> header(QByteArrayView name) const; ///< `name` in lower case
    bool isRead() const noexcept { return method == Method::Get || method == Method::Head; }
    bool asksForWebSocket() const; ///< as defined by RFC 6455, section 4.2.1
    bool expectsContinue() const;  ///< the client sends the body after an answer 100 (RFC 9110, section 10.1.1)

    bool operator==(const HttpRequest &) const = default;
};

/// The reason why a request is refused before it is handled.
struct HttpRefusal
{
    int status;
    QString sentence; ///< without a full stop
};

constexpr qsizetype httpTargetBytes = 2048; ///< a longer path and query is 414

/// Returns the length of the head at the start of `bytes`, including the empty line; empty if the head is incomplete.
std::optional<qsizetype> httpHeadLength(QByteArrayView bytes);

/// Parses a complete head. It refuses what two programs could understand differently: a second Host, Origin or similar
/// header, a chunked body, an absolute URL as the target, percent encoding that is invalid or hides control characters.
Result<HttpRequest, HttpRefusal> parseHttpHead(QByteArrayView head);

} // namespace pulse
