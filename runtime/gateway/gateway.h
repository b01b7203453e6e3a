// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runtime/gateway/access.h"
#include "runtime/gateway/feedsession.h"
#include "runtime/gateway/gatewaysettings.h"
#include "runtime/gateway/tlsfiles.h"
#include "runtime/gateway/webfiles.h"
#include "runtime/http/httpserver.h"

#include <QTimer>

#include <array>

namespace pulse {

class MetricsWriter;

struct GatewayLimits
{
    HttpServer::Limits http{.connections = 1024};
    FeedSession::Limits session;
    FeedOutput::Limits output;
    RedisOptions redis;                             ///< timeouts and reconnect pauses
    std::chrono::milliseconds pollPeriod{1000};     ///< see OutputFollower::Options::pollPeriod
    std::chrono::milliseconds tlsCheckPeriod{5000}; ///< between two checks of the certificate files
};

/// Serves the results of output keys to browsers and other dashboards, over HTTP and the feed; see
/// docs/reference/gateway.md.
class Gateway : public QObject
{
    Q_OBJECT

public:
    explicit Gateway(const GatewaySettings &settings, const GatewayLimits &limits = {}, QObject *parent = nullptr);
    ~Gateway() override;

    /// Listens and connects to Redis. Returns the port. Error: the reason why it cannot start, with the setting.
    Result<quint16> start();
    /// Accepts no more clients and closes the connections of the current ones.
    void stop();

    const QList<FeedOutput *> &outputs() const noexcept { return m_outputs; }
    QList<FeedSession *> sessions() const; ///< a copy, since actions on a session may remove it from m_sessions
    qsizetype clients() const noexcept { return qsizetype(m_sessions.size()); }
    qsizetype connections() const noexcept { return m_http.connections(); } ///< other than those of the feed's clients

Q_SIGNALS:
    void stopped();

private:
    HttpAnswer answer(const HttpRequest &request);
    HttpAnswer route(const HttpRequest &request);
    HttpAnswer file(const HttpRequest &request);
    HttpAnswer feed(const QHostAddress &client) const;
    HttpAnswer health(const HttpRequest &request) const;
    HttpAnswer readiness() const;
    HttpAnswer metrics() const;
    void writeOutputs(MetricsWriter &out) const;
    void writeClients(MetricsWriter &out) const;
    void onUpgraded(QTcpSocket *socket, const QHostAddress &client);
    void addSession(std::unique_ptr<QWebSocket> socket, QTcpSocket *transport, AddressPlaces::Place place);
    void removeSession(const FeedSession *session, FeedSession::End how);
    void logStatus(const FeedOutput &output);
    void logUnknownProxy(const HttpRequest &request);

    GatewaySettings m_settings;
    GatewayLimits m_limits;
    Access m_access;
    WebFiles m_ownFiles;           // built into the gateway
    std::optional<WebFiles> m_web; // the dashboard; empty: not installed
    std::unique_ptr<TlsFiles> m_tls;
    QList<FeedOutput *> m_outputs; // children
    std::vector<std::unique_ptr<FeedSession>> m_sessions;
    QTimer m_sessionTimer;
    HttpServer m_http;
    qint64 m_started;       // ms since epoch
    AddressPlaces m_places; // used by clients and by handshakes in progress
    bool m_stopping = false;
    bool m_hasLoggedProxy = false;

    quint64 m_accepted = 0;                 // sessions so far
    quint64 m_messages = 0;                 // sent by sessions that have ended
    std::array<quint64, 3> m_ended{};       // by FeedSession::End
    QHash<QString, QString> m_loggedStates; // last message logged for each output
};

} // namespace pulse
