// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sources/desktop/tunnelsource.h"

#include "common/core/literals.h"

#include <QLocale>

namespace pulse {

SshTunnel::Options tunnelTo(const RedisUrl &server, SshTunnel::Options tunnel)
{
    tunnel.target = {server.host, server.port};
    return tunnel;
}

RedisUrl throughTunnel(RedisUrl server, quint16 port)
{
    server.tlsName = server.host;
    server.host = u"127.0.0.1"_s;
    server.port = port;
    return server;
}

TunnelSource::TunnelSource(SshTunnel::Options tunnel, OutputFollower::Options follower, QByteArray inputKey,
                           QObject *parent)
    : RelayedSource(parent)
    , m_follower(std::move(follower))
    , m_inputKey(std::move(inputKey))
    , m_destination(tunnel.destination.toString())
    , m_tunnel(tunnelTo(m_follower.redis.url, std::move(tunnel)))
{
    SourceStatus status;
    status.key = QString::fromUtf8(m_follower.key);
    setStatus(status);
    connect(&m_tunnel, &SshTunnel::up, this, &TunnelSource::takePort);
    connect(&m_tunnel, &SshTunnel::down, this, &TunnelSource::takeEnd);
    connect(&m_tunnel, &SshTunnel::asked, this, [this] {
        if (this->status().kind == SourceStatus::Kind::Lost)
            setBroken(SourceStatus::Kind::Lost, tr("SSH is waiting for your answer"));
    });
    connect(&m_tunnel, &SshTunnel::targetRefused, this, &TunnelSource::takeRefusal);
}

QString TunnelSource::where() const
{
    return tr("%1 over %2").arg(m_follower.redis.url.display(), m_destination);
}

void TunnelSource::open()
{
    m_tunnel.start();
    tryAgain();
}

void TunnelSource::takePort(quint16 port)
{
    OutputFollower::Options options = m_follower;
    options.redis.url = throughTunnel(options.redis.url, port);
    auto source = std::make_unique<RedisSource>(std::move(options), m_inputKey);
    source->suggestKeys();
    follow(std::move(source));
}

void TunnelSource::takeEnd(const QString &sentence, bool needsPerson, std::chrono::milliseconds pause)
{
    leave();
    if (needsPerson) {
        setBroken(SourceStatus::Kind::Refused, sentence);
        return;
    }
    const double seconds = std::chrono::duration<double>(pause).count();
    setBroken(SourceStatus::Kind::Lost,
              tr("%1; trying again in %2 s").arg(sentence, QLocale().toString(seconds, 'g', 3)));
}

/// If results arrive, the refused connection was another program's over the same ssh.
void TunnelSource::takeRefusal(const QString &sentence)
{
    const SourceStatus::Kind kind = status().kind;
    if (kind != SourceStatus::Kind::Live && kind != SourceStatus::Kind::Waiting)
        setBroken(SourceStatus::Kind::Lost, sentence);
}

void TunnelSource::setBroken(SourceStatus::Kind kind, const QString &sentence)
{
    SourceStatus status = this->status();
    status.kind = kind;
    status.problem = sentence;
    status.isExplained = true;
    setStatus(status);
}

} // namespace pulse
