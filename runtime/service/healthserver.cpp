// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/service/healthserver.h"

#include "runtime/service/metricstext.h"
#include "runtime/service/statusjson.h"

#include <QBuffer>
#include <QJsonDocument>

#include <memory>

namespace pulse {
namespace {

using Method = QHttpServerRequest::Method;
using Status = QHttpServerResponder::StatusCode;

const QByteArray jsonType = QByteArrayLiteral("application/json");

QByteArray errorJson(const QString &message)
{
    return QJsonDocument(QJsonObject{{QStringLiteral("error"), message}}).toJson(QJsonDocument::Compact);
}

/// `Body`: the bytes, or a device.
template <class Body>
void send(QHttpServerResponder &responder, const Body &body, const QByteArray &type, Status status)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    using Headers = QList<std::pair<QByteArray, QByteArray>>;
    const auto headers = [](const Headers &list) { return QHttpHeaders::fromListOfPairs(list); };
    responder.write(body, headers({{"Content-Type", type}, {"Connection", "close"}, {"Allow", "GET, HEAD"}}), status);
#else
    responder.write(body, {{"Content-Type", type}, {"Connection", "close"}, {"Allow", "GET, HEAD"}}, status);
#endif
}

/// QHttpServer would send the body in answer to HEAD as well: it gets a device that is at its end and has the size.
QIODevice *endOf(const QByteArray &body)
{
    auto device = std::make_unique<QBuffer>();
    device->setData(body);
    device->open(QIODevice::ReadOnly);
    device->seek(body.size());
    return device.release();
}

} // namespace

HealthServer::HealthServer(StatusSource status, ResultSource results, const ConnectionLimit::Limits &limits,
                           QObject *parent)
    : QObject(parent)
    , m_status(std::move(status))
    , m_results(std::move(results))
    , m_limits(limits)
{
    // Not routes: the answer to another method or path is to have the same form.
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    m_http.setMissingHandler(this, [this](const QHttpServerRequest &request, QHttpServerResponder &responder) {
        reply(request, responder);
    });
#else
    m_http.setMissingHandler(
        [this](const QHttpServerRequest &request, QHttpServerResponder &&responder) { reply(request, responder); });
#endif
}

Result<quint16> HealthServer::listen(quint16 port)
{
    auto server = std::make_unique<ConnectionLimit>(m_limits);
    if (!server->listen(QHostAddress::Any, port))
        return Error{QStringLiteral("port %1 cannot be listened on: %2").arg(port).arg(server->errorString())};
    const quint16 taken = server->serverPort();
    m_http.bind(server.release());
    return taken;
}

void HealthServer::reply(const QHttpServerRequest &request, QHttpServerResponder &responder) const
{
    const Answer given = answer(request);
    if (request.method() == Method::Head)
        send(responder, endOf(given.body), given.type, given.status);
    else
        send(responder, given.body, given.type, given.status);
}

HealthServer::Answer HealthServer::answer(const QHttpServerRequest &request) const
{
    if (request.method() != Method::Get && request.method() != Method::Head)
        return {Status::MethodNotAllowed, jsonType, errorJson(QStringLiteral("only GET and HEAD are allowed"))};
    return answerPath(request.url().path());
}

HealthServer::Answer HealthServer::answerPath(const QString &path) const
{
    if (path == QLatin1String("/livez"))
        return {Status::Ok, "text/plain; charset=utf-8", "ok"};
    if (path == QLatin1String("/metrics"))
        return {Status::Ok, metricsTextType, metricsText(m_status(), m_results())};
    if (path == QLatin1String("/errors"))
        return {Status::Ok, jsonType, errorsJson(m_status().failures)};
    if (path == QLatin1String("/readyz")) {
        const RuntimeStatus status = m_status();
        return {isReady(status) ? Status::Ok : Status::ServiceUnavailable, jsonType, readinessJson(status)};
    }
    return {Status::NotFound, jsonType,
            errorJson(QStringLiteral("there are /livez, /readyz, /metrics and /errors only"))};
}

} // namespace pulse
