// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/http/httprequest.h"

#include "common/core/literals.h"

#include <QStringDecoder>

#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>

#include <algorithm>
#include <cctype>
#include <limits>

namespace pulse {
namespace {

namespace http = boost::beast::http;
using Parser = http::request_parser<http::empty_body>;

HttpRefusal badRequest(const char *why)
{
    return {400, QString::fromLatin1(why)};
}

QByteArray bytesOf(boost::beast::string_view text)
{
    return {text.data(), static_cast<qsizetype>(text.size())};
}

HttpRequest::Method methodOf(http::verb verb)
{
    switch (verb) {
    case http::verb::get:
        return HttpRequest::Method::Get;
    case http::verb::head:
        return HttpRequest::Method::Head;
    case http::verb::post:
        return HttpRequest::Method::Post;
    default:
        return HttpRequest::Method::Other;
    }
}

bool isControl(char character)
{
    const auto code = static_cast<unsigned char>(character);
    return code < 0x20 || code == 0x7f;
}

/// Returns whether two hexadecimal digits follow each percent sign.
bool isEncoded(QByteArrayView text)
{
    const auto isDigit = [text](qsizetype i) {
        return i < text.size() && std::isxdigit(static_cast<unsigned char>(text[i]));
    };
    for (qsizetype i = text.indexOf('%'); i >= 0; i = text.indexOf('%', i + 1)) {
        if (!isDigit(i + 1) || !isDigit(i + 2))
            return false;
    }
    return true;
}

/// Returns nothing if the encoding is wrong, or if the path contains encoded control characters.
std::optional<QByteArray> decodePath(const QByteArray &encoded)
{
    const QByteArray path = QByteArray::fromPercentEncoding(encoded);
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = decoder.decode(path);
    const bool isGood = isEncoded(encoded) && !decoder.hasError() && std::ranges::none_of(path, isControl);
    return isGood ? std::optional(path) : std::nullopt;
}

std::optional<HttpRefusal> readTarget(HttpRequest &request, const QByteArray &target)
{
    if (target.size() > httpTargetBytes)
        return HttpRefusal{414, u"a path with its query has at most %1 bytes"_s.arg(httpTargetBytes)};
    if (!target.startsWith('/'))
        return badRequest("the target must be a path");
    const qsizetype mark = target.indexOf('?');
    const std::optional<QByteArray> path = decodePath(mark < 0 ? target : target.first(mark));
    if (!path)
        return badRequest("the path is encoded incorrectly");
    request.path = *path;
    request.query = mark < 0 ? QByteArray() : target.mid(mark + 1);
    return {};
}

/// Returns whether a header that decides about the request occurs at most once.
bool isSingle(const QList<HttpHeader> &headers, const char *name)
{
    return std::ranges::count(headers, QByteArray(name), &HttpHeader::name) <= 1;
}

bool isMetExpectation(const HttpHeader &header)
{
    return header.name != "expect" || header.value.toLower() == "100-continue";
}

std::optional<HttpRefusal> checkHeaders(const HttpRequest &request)
{
    for (const char *name :
         {"host", "origin", "authorization", "cookie", "upgrade", "content-length", "content-type"}) {
        if (!isSingle(request.headers, name))
            return HttpRefusal{400, u"the header %1 occurs twice"_s.arg(QLatin1String(name))};
    }
    // In HTTP/1.0 an expectation has no meaning (RFC 9110, section 10.1.1).
    if (request.version > 10 && !std::ranges::all_of(request.headers, isMetExpectation))
        return HttpRefusal{417, u"of the header Expect, only 100-continue is supported"_s};
    if (request.header("transfer-encoding"))
        return HttpRefusal{501, u"chunked bodies are not supported"_s};
    return {};
}

} // namespace

std::optional<QByteArray> HttpRequest::header(QByteArrayView name) const
{
    const auto found = std::ranges::find(headers, name, &HttpHeader::name);
    return found == headers.end() ? std::nullopt : std::optional(found->value);
}

bool HttpRequest::expectsContinue() const
{
    return version > 10 && header("expect").has_value();
}

bool HttpRequest::asksForWebSocket() const
{
    const auto has = [this](QByteArrayView name, const QByteArray &value) {
        QList<QByteArray> values = header(name).value_or(QByteArray()).toLower().split(',');
        for (QByteArray &one : values)
            one = one.trimmed();
        return values.contains(value);
    };
    return method == Method::Get && version == 11 && has("upgrade", "websocket") && has("connection", "upgrade") &&
           has("sec-websocket-version", "13") && header("sec-websocket-key").value_or(QByteArray()).size() == 24;
}

std::optional<qsizetype> httpHeadLength(QByteArrayView bytes)
{
    const qsizetype end = bytes.indexOf("\r\n\r\n");
    return end < 0 ? std::nullopt : std::optional(end + 4);
}

Result<HttpRequest, HttpRefusal> parseHttpHead(QByteArrayView head)
{
    Parser parser;
    parser.header_limit(std::numeric_limits<std::uint32_t>::max()); // the caller limits the bytes
    parser.body_limit(std::numeric_limits<std::uint64_t>::max());
    boost::beast::error_code error;
    parser.put(boost::asio::const_buffer(head.data(), static_cast<std::size_t>(head.size())), error);
    if (error && error != http::error::need_more && !parser.is_header_done())
        return HttpRefusal{400, u"this is not an HTTP/1.1 request: %1"_s.arg(QString::fromStdString(error.message()))};
    if (!parser.is_header_done())
        return badRequest("this is not an HTTP/1.1 request");

    const auto &message = parser.get();
    HttpRequest request;
    request.method = methodOf(message.method());
    request.version = static_cast<int>(message.version());
    for (const auto &field : message)
        request.headers.append({bytesOf(field.name_string()).toLower(), bytesOf(field.value())});
    if (const auto length = parser.content_length())
        request.bodyBytes = static_cast<qsizetype>(std::min<std::uint64_t>(*length, 1ULL << 62));
    if (const auto refusal = readTarget(request, bytesOf(message.target())))
        return *refusal;
    if (const auto refusal = checkHeaders(request))
        return *refusal;
    if (message.version() == 11 && !request.header("host"))
        return badRequest("the header Host is missing");
    return request;
}

} // namespace pulse
