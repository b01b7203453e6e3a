// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QTemporaryDir>

namespace pulse::test {

/// A real nginx on a free port of 127.0.0.1, with a configuration and files of its own in a folder of its own. Started
/// by `start`, ended with the object.
class NginxServer
{
public:
    NginxServer();
    ~NginxServer();

    /// Before `start`: what follows `location`, as in `/pulse/ { … }`. In it `$gateway` is where requests go to, and
    /// `$headers` what a WebSocket and the checks of a gateway need (docs/gateway.md).
    void addLocation(const QByteArray &text) { m_locations.append(text); }
    /// Before `start`: browsers are spoken to in TLS.
    void useTls(const QString &certificate, const QString &key);
    /// True when it listens; `gateway`: the port that requests are handed on to.
    bool start(quint16 gateway);

    quint16 port() const { return m_port; }
    /// What a browser shows as the page's place, without a path.
    QString origin() const;

private:
    QByteArray configuration(quint16 gateway) const;

    QTemporaryDir m_folder;
    QProcess m_process;
    QByteArrayList m_locations;
    QByteArray m_tls; ///< lines; empty: no TLS
    quint16 m_port = 0;
};

} // namespace pulse::test
