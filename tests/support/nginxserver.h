// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QTemporaryDir>

namespace pulse::test {

/// A real nginx on a free port of 127.0.0.1, with its own folder for configuration and files. Started by `start`, ended
/// with the object.
class NginxServer
{
public:
    NginxServer();
    ~NginxServer();

    /// Before `start`: adds a block after `location`, as in `/pulse/ { … }`. In it `$gateway` is the address of the
    /// gateway, and `$headers` the lines that a WebSocket and the checks of a gateway need (docs/reference/gateway.md).
    void addLocation(const QByteArray &text) { m_locations.append(text); }
    /// Before `start`: uses TLS for browsers.
    void useTls(const QString &certificate, const QString &key);
    /// Returns true when it listens; `gateway`: the port of the gateway.
    bool start(quint16 gateway);

    quint16 port() const { return m_port; }
    /// Returns the origin of its pages, as a browser shows it.
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
