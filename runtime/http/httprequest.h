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
    QByteArray path;  ///< without percent encoding; begins with a slash, has no control characters, and is UTF-8
    QByteArray query; ///< behind the question mark, as it came
    QList<HttpHeader> headers{}; ///< names in lower case
    qsizetype bodyBytes = 0;     ///< that belong to it
    QByteArray body{};           ///< read for Post only
    bool isSecure = false;       ///< came over TLS
    int version = 11;            ///< of HTTP; 10: 1.0
    QHostAddress peer{};         ///< where the connection came from
    QHostAddress client{};       ///< whom the request counts for: the peer, or the client of a trusted proxy

    std::optional<QByteArray> header(QByteArrayView name) const; ///< `name` in lower case
    bool isRead() const noexcept { return method == Method::Get || method == Method::Head; }
    bool asksForWebSocket() const; ///< as RFC 6455, section 4.2.1, says
    bool expectsContinue() const;  ///< its body is sent after an answer 100 (RFC 9110, section 10.1.1)

    bool operator==(const HttpRequest &) const = default;
};

/// Why a request is not even looked at.
struct HttpRefusal
{
    int status;
    QString sentence; ///< no full stop at its end
};

constexpr qsizetype httpTargetBytes = 2048; ///< a longer path and query is 414

/// How long the head at the start of `bytes` is, empty line included; nothing where it has not ended yet.
std::optional<qsizetype> httpHeadLength(QByteArrayView bytes);

/// Reads a whole head. Refused is what two programs could read in two ways: a second Host, Origin or the like, a body
/// in chunks, an absolute URL as the target, percent encoding that is none or hides control characters.
Result<HttpRequest, HttpRefusal> parseHttpHead(QByteArrayView head);

} // namespace pulse
