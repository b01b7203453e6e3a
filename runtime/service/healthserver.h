// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runtime/http/httpserver.h"
#include "runtime/service/runtimestatus.h"

#include <functional>

namespace pulse {

/// Tells over HTTP how the service is: /livez, /readyz, /metrics and /errors, as docs/metrics.md describes them.
class HealthServer
{
public:
    using StatusSource = std::function<RuntimeStatus()>;
    using ResultSource = std::function<QJsonObject()>; ///< the newest result; empty: not for /metrics

    /// Both are asked for each request that needs them.
    HealthServer(StatusSource status, ResultSource results, const HttpServer::Limits &limits = {});

    /// On all addresses; the port, which for 0 is any free one. Error: why it cannot be had.
    Result<quint16> listen(quint16 port) { return m_http.start(QHostAddress::Any, port); }
    qsizetype connections() const noexcept { return m_http.connections(); } ///< open now

private:
    HttpAnswer answer(const HttpRequest &request) const;

    StatusSource m_status;
    ResultSource m_results;
    HttpServer m_http;
};

} // namespace pulse
