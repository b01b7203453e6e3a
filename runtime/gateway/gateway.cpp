// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/gateway/gateway.h"

#include "common/core/buildinfo.h"
#include "common/core/literals.h"
#include "runtime/gateway/feedapi.h"
#include "runtime/gateway/gatewaylog.h"
#include "runtime/http/metricswriter.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QWebSocketServer>

#include <algorithm>
#include <iterator>
#include <numeric>
#include <utility>

static void initResources()
{
    Q_INIT_RESOURCE(gateway); // for the static library; must be outside of all namespaces
}

namespace pulse {
namespace {

using Method = HttpRequest::Method;

constexpr std::chrono::seconds closeTimeout(2); // the time for clients to answer the end of the connection

/// The headers of the gateway's pages: they may load files of their own origin and compile WebAssembly, but they cannot
/// run inline scripts, except the one that adds a missing slash to their path (its hash is below).
const QList<HttpHeader> &pageHeaders()
{
    static const QList<HttpHeader> headers = {
        {"Content-Security-Policy",
         "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' "
         "'sha256-GHMvyPqQuFkrH6FmmVraxpGS99IYVlWyuM/ehQJW1kM='; style-src 'self'; img-src 'self' data:; font-src "
         "'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors "
         "'none'"},
        {"X-Frame-Options", "DENY"},
        {"Referrer-Policy", "same-origin"}, // without a policy, forms are sent with "Origin: null"
        {"Cross-Origin-Opener-Policy", "same-origin"},
        {"Cross-Origin-Resource-Policy", "same-origin"},
    };
    return headers;
}

HttpAnswer noWebSocket()
{
    HttpAnswer answer = HttpAnswer::error(426, u"this is a WebSocket endpoint of version 13"_s);
    answer.headers = {{"Upgrade", "websocket"}, {"Sec-WebSocket-Version", "13"}};
    return answer;
}

QString ownFolder()
{
    initResources();
    return u":/gateway"_s;
}

HttpServer::Limits httpLimits(const GatewaySettings &settings, HttpServer::Limits limits)
{
    limits.perAddress = settings.perAddress;
    limits.proxies = settings.proxies;
    return limits;
}

/// The answer when no client can be added now.
HttpAnswer fullFeed(int status, const QString &sentence)
{
    return HttpAnswer::errorForNow(status, sentence, std::chrono::seconds(10));
}

bool isConnected(const FeedOutput &output)
{
    const SourceStatus::Kind kind = output.status().status.kind;
    return kind == SourceStatus::Kind::Waiting || kind == SourceStatus::Kind::Live;
}

OutputFollower::Options followerOptions(const GatewaySettings &settings, const GatewayLimits &limits,
                                        const QByteArray &key)
{
    OutputFollower::Options options;
    options.redis = limits.redis;
    options.pollPeriod = limits.pollPeriod;
    options.redis.url = settings.redis;
    options.redis.clientName = u"pulseboard-gateway"_s;
    options.key = key;
    return options;
}

} // namespace

Gateway::Gateway(const GatewaySettings &settings, const GatewayLimits &limits, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_limits(limits)
    , m_access(settings.access)
    , m_ownFiles(ownFolder())
    , m_http([this](const HttpRequest &request) { return answer(request); }, httpLimits(settings, limits.http))
    , m_started(QDateTime::currentMSecsSinceEpoch())
{
    if (!settings.web.isEmpty())
        m_web.emplace(settings.web);
    for (const QByteArray &key : settings.outputKeys) {
        auto *output = new FeedOutput(followerOptions(settings, limits, key), settings.inputKey, limits.output, this);
        m_outputs.append(output);
        connect(output, &FeedOutput::statusChanged, this, [this, output] { logStatus(*output); });
    }
    connect(&m_http, &HttpServer::upgraded, this, &Gateway::onUpgraded);
    connect(&m_sessionTimer, &QTimer::timeout, this, [this] {
        for (FeedSession *session : sessions())
            session->checkTimeouts();
    });
    const FeedSession::Limits &session = limits.session;
    m_sessionTimer.start(std::min({session.heartbeat, session.stallTimeout, session.handshake}) / 10);
}

Gateway::~Gateway() = default;

Result<quint16> Gateway::start()
{
    if (!m_settings.tlsCertificate.isEmpty()) {
        m_tls = std::make_unique<TlsFiles>(m_settings.tlsCertificate, m_settings.tlsKey, m_limits.tlsCheckPeriod);
        const Result<QSslConfiguration> tls = m_tls->read();
        if (!tls)
            return Error{u"TLS cannot be used: %1"_s.arg(tls.error().message)};
        m_http.setTls(*tls);
        connect(m_tls.get(), &TlsFiles::changed, &m_http, &HttpServer::setTls);
        m_tls->watch();
    }
    const Result<quint16> port = m_http.start(m_settings.listen.address, m_settings.listen.port);
    if (!port)
        return port;
    for (FeedOutput *output : std::as_const(m_outputs))
        output->open();
    return port;
}

void Gateway::stop()
{
    m_stopping = true;
    m_http.close();
    for (FeedSession *session : sessions())
        session->leave();
    if (m_sessions.empty())
        Q_EMIT stopped();
    else
        QTimer::singleShot(closeTimeout, this, &Gateway::stopped);
}

HttpAnswer Gateway::answer(const HttpRequest &request)
{
    logUnknownProxy(request);
    HttpAnswer given = route(request);
    if (given.status != 101)
        given.headers += pageHeaders();
    return given;
}

HttpAnswer Gateway::route(const HttpRequest &request)
{
    if (request.path == "/livez" || request.path == "/readyz")
        return health(request);
    const bool isSignIn = request.path == Access::signInPath;
    const bool isOwnFile = request.path == "/gateway.css" || request.path == "/gateway.svg"; // used by the sign-in page
    if (auto refusal = m_access.refusal(request, isSignIn || isOwnFile))
        return *std::move(refusal);
    if (isSignIn && request.method == Method::Post)
        return m_access.signIn(request);
    if (!request.isRead())
        return HttpAnswer::notAllowed(isSignIn ? "GET, HEAD, POST" : "GET, HEAD");
    if (isSignIn)
        return signInPage();
    if (request.path == "/feed")
        return request.asksForWebSocket() ? feed(request.client) : noWebSocket();
    if (request.path == "/metrics")
        return metrics();
    if (request.path == "/api/latest")
        return latestAnswer(m_outputs, request.query);
    if (request.path == "/api/history")
        return historyAnswer(m_outputs, request.query);
    return isOwnFile ? m_ownFiles.answer(request) : file(request);
}

/// Answers with a file of the dashboard, or with the built-in page while the dashboard is not installed yet.
HttpAnswer Gateway::file(const HttpRequest &request)
{
    return m_web && m_web->isComplete() ? m_web->answer(request) : m_ownFiles.answer(request);
}

HttpAnswer Gateway::feed(const QHostAddress &client) const
{
    if (m_stopping)
        return fullFeed(503, u"the gateway is stopped"_s);
    if (m_places.total() >= m_settings.clients)
        return fullFeed(503, u"there are already %1 clients"_s.arg(m_places.total()));
    const qsizetype own = m_places.count(client);
    if (own >= shareOf(m_settings.clients, m_settings.perAddress))
        return fullFeed(429, u"there are already %1 clients from your address"_s.arg(own));
    return HttpAnswer::upgrade();
}

/// Open without the token and under any name, since load balancers and probes often know neither.
HttpAnswer Gateway::health(const HttpRequest &request) const
{
    if (auto refusal = m_access.originRefusal(request))
        return *std::move(refusal);
    if (!request.isRead())
        return HttpAnswer::notAllowed("GET, HEAD");
    return request.path == "/livez" ? HttpAnswer::text("ok") : readiness();
}

HttpAnswer Gateway::readiness() const
{
    for (const FeedOutput *output : m_outputs) {
        const SourceStatus status = output->status().status;
        if (!isConnected(*output))
            return HttpAnswer::json(503,
                                    {{u"ready"_s, false},
                                     {u"output"_s, output->key()},
                                     {u"reason"_s, status.problem.sentence.isEmpty() ? u"Redis is not connected yet"_s
                                                                                     : status.problem.sentence}});
    }
    return HttpAnswer::json(200, {{u"ready"_s, true}});
}

HttpAnswer Gateway::metrics() const
{
    MetricsWriter out;
    writeProgram(out, programVersion().toUtf8(), m_started);
    writeOutputs(out);
    writeClients(out);
    out.begin("pulseboard_gateway_http_requests_total", "counter", "Requests, by the status of the answer.");
    for (const auto &[status, count] : m_http.answers())
        out.add(metricValue(count), {{"code", QByteArray::number(status)}});
    writeProcesses(out, {{"gateway", QCoreApplication::applicationPid()}});
    return {.type = metricsTextType, .body = out.text()};
}

void Gateway::writeOutputs(MetricsWriter &out) const
{
    out.begin("pulseboard_gateway_redis_connected", "gauge", "Whether the output key can be read.");
    for (const FeedOutput *output : m_outputs)
        out.add(metricValue(isConnected(*output)), {{"output", output->key().toUtf8()}});
    out.begin("pulseboard_gateway_records", "gauge", "Results that are stored for clients.");
    for (const FeedOutput *output : m_outputs)
        out.add(metricValue(output->end() - output->begin()), {{"output", output->key().toUtf8()}});
    out.begin("pulseboard_gateway_newest_record_timestamp_seconds", "gauge",
              "When the newest result was computed, since the Unix epoch; absent: unknown.");
    for (const FeedOutput *output : m_outputs) {
        if (output->begin() == output->end())
            continue;
        if (const Record &newest = output->recordAt(output->end() - 1).record; newest.isTimeKnown)
            out.add(metricSeconds(newest.time), {{"output", output->key().toUtf8()}});
    }
    out.begin("pulseboard_gateway_newest_record_age_seconds", "gauge",
              "How long ago the newest result was written, independent of the runtime's clock.");
    for (const FeedOutput *output : m_outputs) {
        if (const std::optional<qint64> age = output->age())
            out.add(metricSeconds(*age), {{"output", output->key().toUtf8()}});
    }
}

void Gateway::writeClients(MetricsWriter &out) const
{
    constexpr std::array reasons = {"left", "refused", "stalled"};
    const auto add = [](quint64 sum, const auto &one) { return sum + one->messages(); };
    out.begin("pulseboard_gateway_clients", "gauge", "Clients that follow the feed.");
    out.add(metricValue(static_cast<quint64>(clients())));
    out.begin("pulseboard_gateway_clients_total", "counter", "Clients that were accepted.");
    out.add(metricValue(m_accepted));
    out.begin("pulseboard_gateway_clients_ended_total", "counter", "Clients that disconnected, by reason.");
    for (std::size_t i = 0; i < reasons.size(); ++i)
        out.add(metricValue(m_ended.at(i)), {{"reason", reasons.at(i)}});
    out.begin("pulseboard_gateway_messages_total", "counter", "Messages of the feed that were sent.");
    out.add(metricValue(std::accumulate(m_sessions.begin(), m_sessions.end(), m_messages, add)));
}

/// Lets Qt perform the handshake; the request was checked before.
void Gateway::onUpgraded(QTcpSocket *socket, const QHostAddress &client)
{
    auto handshake =
        std::make_unique<QWebSocketServer>(u"pulseboard-gateway"_s, QWebSocketServer::NonSecureMode, socket);
    connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    connect(handshake.get(), &QWebSocketServer::newConnection, this,
            [this, socket, server = handshake.get(), place = m_places.acquire(client)] {
                std::unique_ptr<QWebSocket> webSocket(server->nextPendingConnection());
                webSocket->setParent(nullptr);
                server->deleteLater();
                if (webSocket->state() == QAbstractSocket::ConnectedState) // otherwise the client left
                    addSession(std::move(webSocket), socket, place);
            });
    handshake.release()->handleConnection(socket); // its parent owns it
}

void Gateway::addSession(std::unique_ptr<QWebSocket> socket, QTcpSocket *transport, AddressPlaces::Place place)
{
    auto session = std::make_unique<FeedSession>(std::move(socket), transport, m_outputs, m_limits.session);
    connect(session.get(), &FeedSession::ended, this,
            [this, it = session.get(), taken = std::move(place)](FeedSession::End how) mutable {
                taken.reset(); // the session is deleted later
                removeSession(it, how);
            });
    m_sessions.push_back(std::move(session));
    ++m_accepted;
}

QList<FeedSession *> Gateway::sessions() const
{
    QList<FeedSession *> list;
    std::ranges::transform(m_sessions, std::back_inserter(list), &std::unique_ptr<FeedSession>::get);
    return list;
}

void Gateway::removeSession(const FeedSession *session, FeedSession::End how)
{
    const auto found = std::ranges::find(m_sessions, session, &std::unique_ptr<FeedSession>::get);
    if (found == m_sessions.end())
        return;
    m_messages += session->messages();
    ++m_ended.at(static_cast<std::size_t>(how));
    found->release()->deleteLater(); // it is the sender of the current signal
    m_sessions.erase(found);
    if (m_stopping && m_sessions.empty())
        Q_EMIT stopped();
}

/// All clients of a proxy that is not trusted share one address's limits, so its operator is informed.
void Gateway::logUnknownProxy(const HttpRequest &request)
{
    const bool isForwarded = request.header("x-forwarded-for") || request.header("forwarded");
    if (!isForwarded || m_settings.proxies.contains(request.peer) || std::exchange(m_hasLoggedProxy, true))
        return;
    qCWarning(gatewayLog).noquote() << u"A request came with X-Forwarded-For from %1, which is not trusted, so the "
                                       "header is ignored. If that is a proxy of yours, set --trusted-proxy %1 "
                                       "(GATEWAY_TRUSTED_PROXY): until then all of its clients share the limits "
                                       "of one address"_s.arg(request.peer.toString());
}

void Gateway::logStatus(const FeedOutput &output)
{
    const SourceStatus status = output.status().status;
    const QString text = QString::fromLatin1(feedStateName(status.kind)) +
                         (status.problem.sentence.isEmpty() ? QString() : u": "_s + status.problem.sentence);
    const bool isPlain = isConnected(output) || status.kind == SourceStatus::Kind::Connecting;
    if ((!isPlain && status.problem.sentence.isEmpty()) || std::exchange(m_loggedStates[output.key()], text) == text)
        return; // the reason follows, or was logged
    if (isPlain)
        qCInfo(gatewayLog).noquote() << output.key() << "is" << text;
    else
        qCWarning(gatewayLog).noquote() << output.key() << "is" << text;
}

} // namespace pulse
