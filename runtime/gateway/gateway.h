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
    RedisOptions redis;                         ///< deadlines and pauses
    std::chrono::milliseconds pollPeriod{1000}; ///< as OutputFollower::Options::pollPeriod
    std::chrono::milliseconds tlsLook{5000};    ///< between two looks at the certificate
};

/// The gateway: results of output keys for browsers and other dashboards, over HTTP and the feed. docs/gateway.md
/// describes it.
class Gateway : public QObject
{
    Q_OBJECT

public:
    explicit Gateway(const GatewaySettings &settings, const GatewayLimits &limits = {}, QObject *parent = nullptr);
    ~Gateway() override;

    /// Listens, and connects to Redis. The port. Error: what keeps it from that, with the setting.
    Result<quint16> start();
    /// Takes nobody any more and says goodbye to those who are there.
    void stop();

    const QList<FeedOutput *> &outputs() const noexcept { return m_outputs; }
    QList<FeedSession *> sessions() const; ///< a list of its own, since some end by what is done with them
    qsizetype clients() const noexcept { return qsizetype(m_sessions.size()); }
    qsizetype connections() const noexcept { return m_http.connections(); } ///< that are no clients (yet)

Q_SIGNALS:
    void stopped();

private:
    HttpAnswer answer(const HttpRequest &request);
    HttpAnswer route(const HttpRequest &request);
    HttpAnswer file(const HttpRequest &request);
    HttpAnswer feed(const QHostAddress &client) const;
    HttpAnswer readiness() const;
    HttpAnswer metrics() const;
    void writeOutputs(MetricsWriter &out) const;
    void writeClients(MetricsWriter &out) const;
    void takeSocket(QTcpSocket *socket, const QHostAddress &client);
    void addSession(std::unique_ptr<QWebSocket> socket, QTcpSocket *transport, AddressPlaces::Place place);
    void removeSession(const FeedSession *session, FeedSession::End how);
    void logStatus(const FeedOutput &output);
    void logUnknownProxy(const HttpRequest &request);

    GatewaySettings m_settings;
    GatewayLimits m_limits;
    Access m_access;
    WebFiles m_ownFiles;           // a page that comes along
    std::optional<WebFiles> m_web; // the dashboard; nothing: there is none
    std::unique_ptr<TlsFiles> m_tls;
    QList<FeedOutput *> m_outputs; // children
    std::vector<std::unique_ptr<FeedSession>> m_sessions;
    QTimer m_look;
    HttpServer m_http;
    qint64 m_started;       // ms since epoch
    AddressPlaces m_places; // of clients, and of handshakes that are under way
    bool m_stopping = false;
    bool m_hasLoggedProxy = false;

    quint64 m_accepted = 0;           // sessions so far
    quint64 m_messages = 0;           // of those that ended
    std::array<quint64, 3> m_ended{}; // by FeedSession::End
    QHash<QString, QString> m_said;   // of each output, what was logged last
};

} // namespace pulse
