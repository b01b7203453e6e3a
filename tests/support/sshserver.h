// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QTemporaryDir>

namespace pulse::test {

/// A real sshd on a free port of 127.0.0.1, which only the user who runs the tests can log in to, with configuration
/// and keys in its own folder. Started by `start`, killed with the object, including all sessions. A restarted server
/// keeps its port and its host key. It accepts no passwords unless configured.
class SshServer
{
public:
    SshServer();
    ~SshServer();

    /// Before `start`: adds a line of sshd_config before the others, so it has precedence.
    void set(const QByteArray &line) { m_settings += line + '\n'; }
    void changeHostKey();                    ///< before `start`
    void admit(const QString &identityFile); ///< accepts logins with that private key

    bool start(); ///< returns true when it listens
    void kill();  ///< sends SIGKILL, also to the processes of its sessions, and waits for the end

    quint16 port() const { return m_port; }
    QString identityFile() const { return file("id"); } ///< a private key that it accepts
    QByteArray knownHost() const;                       ///< a line for known_hosts
    QString log();                                      ///< all so far

private:
    QString file(const char *name) const { return m_folder.filePath(QLatin1String(name)); }
    void writeConfiguration() const;

    QTemporaryDir m_folder;
    QProcess m_process;
    QByteArray m_settings;
    QByteArray m_log;
    quint16 m_port = 0;
};

/// Creates a private key, and its public key beside it.
void makeSshKey(const QString &file, const QString &passphrase = {});

/// Returns the running processes whose command line contains this text.
QList<qint64> processesWith(const QByteArray &text);

} // namespace pulse::test
