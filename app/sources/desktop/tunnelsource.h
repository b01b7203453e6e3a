// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desktop/tunnel/sshtunnel.h"
#include "app/sources/desktop/relayedsource.h"

namespace pulse {

/// The tunnel to a server, which is named as the machine at its other end sees it.
SshTunnel::Options tunnelTo(const RedisUrl &server, SshTunnel::Options tunnel);

/// The same server at this end of its tunnel. Its certificate, if there is one, is that of the server there.
RedisUrl throughTunnel(RedisUrl server, quint16 port);

/// Results in a Redis server that another machine reaches: through an SSH tunnel to that machine.
class TunnelSource : public RelayedSource
{
    Q_OBJECT

public:
    /// `follower.redis.url` is the server as that machine sees it; `tunnel.target` is set from it.
    TunnelSource(SshTunnel::Options tunnel, OutputFollower::Options follower, QByteArray inputKey,
                 QObject *parent = nullptr);

    void open() override;

    /// What ssh asks, and who takes the answers.
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
