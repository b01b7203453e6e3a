// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desktop/tunnel/sshtunnel.h"
#include "app/sources/desktop/relayedsource.h"

namespace pulse {

/// Returns the options of a tunnel to a server whose address is that on the SSH server.
SshTunnel::Options tunnelTo(const RedisUrl &server, SshTunnel::Options tunnel);

/// Returns the URL of that server at this end of the tunnel. Its certificate is checked for the original host.
RedisUrl throughTunnel(RedisUrl server, quint16 port);

/// Results in a Redis server that is reached through an SSH tunnel.
class TunnelSource : public RelayedSource
{
    Q_OBJECT

public:
    /// `follower.redis.url` is the server as that machine sees it; `tunnel.target` is set from it.
    TunnelSource(SshTunnel::Options tunnel, OutputFollower::Options follower, QByteArray inputKey,
                 QObject *parent = nullptr);

    void open() override;

    /// The tunnel, which asks ssh's questions and accepts answers.
    SshTunnel &tunnel() { return m_tunnel; }

protected:
    QString where() const final;

private:
    void takePort(quint16 port);
    void takeEnd(const QString &sentence, bool needsPerson, std::chrono::milliseconds pause);
    void takeRefusal(const QString &sentence);
    void setBroken(SourceStatus::Kind kind, const QString &sentence);

    OutputFollower::Options m_follower;
    QByteArray m_inputKey;
    QString m_destination;
    SshTunnel m_tunnel;
};

} // namespace pulse
