// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/service/healthserver.h"

#include "common/core/literals.h"
#include "runtime/http/metricswriter.h"
#include "runtime/service/metricstext.h"
#include "runtime/service/statusjson.h"

namespace pulse {

HealthServer::HealthServer(StatusSource status, ResultSource results, const QStringList &hosts,
                           const HttpServer::Limits &limits)
    : m_status(std::move(status))
    , m_results(std::move(results))
    , m_hosts(hosts)
    , m_http([this](const HttpRequest &request) { return answer(request); }, limits)
{
}

HttpAnswer HealthServer::answer(const HttpRequest &request) const
{
    if (!request.isRead())
        return HttpAnswer::notAllowed("GET, HEAD");
    if (request.path == "/livez")
        return HttpAnswer::text("ok");
    if (request.path == "/readyz") {
        const RuntimeStatus status = m_status();
        return {.status = isReady(status) ? 200 : 503, .type = "application/json", .body = readinessJson(status)};
    }
    const QByteArray host = request.header("host").value_or(QByteArray());
    if (!m_hosts.contains(host))
        return HttpAnswer::error(421, AllowedHosts::refusal(u"this runtime"_s, host,
                                                            u"start it with HTTP_ALLOW_HOST=%1 (--http-allow-host)"_s));
    if (request.path == "/metrics")
        return {.type = metricsTextType, .body = metricsText(m_status(), m_results())};
    if (request.path == "/errors")
        return {.type = "application/json", .body = errorsJson(m_status().failures)};
    return HttpAnswer::notFound(u"only /livez, /readyz, /metrics and /errors exist"_s);
}

} // namespace pulse
