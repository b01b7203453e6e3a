// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runtime/http/allowedhosts.h"
#include "runtime/http/httpserver.h"
#include "runtime/http/listenaddress.h"
#include "runtime/service/runtimestatus.h"

#include <functional>

namespace pulse {

/// Serves the state of the service over HTTP: /livez, /readyz, /metrics and /errors, as docs/reference/metrics.md
/// describes them. The first two can be requested under any host name, since probes and load balancers use names of
/// their own.
class HealthServer
{
public:
    using StatusSource = std::function<RuntimeStatus()>;
    using ResultSource = std::function<QJsonObject()>; ///< the newest result; empty: /metrics does not include it

    /// `status` and `results` are called for each request that needs them. `hosts`: host names as for AllowedHosts.
    HealthServer(StatusSource status, ResultSource results, const QStringList &hosts = {},
                 const HttpServer::Limits &limits = {});

    /// Returns the port; for port 0 a free one is chosen. Error: the reason why the server cannot listen.
    Result<quint16> listen(const ListenAddress &where) { return m_http.start(where.address, where.port); }
    qsizetype connections() const noexcept { return m_http.connections(); } ///< number of open connections

private:
    HttpAnswer answer(const HttpRequest &request) const;

    StatusSource m_status;
    ResultSource m_results;
    AllowedHosts m_hosts;
    HttpServer m_http;
};

} // namespace pulse
