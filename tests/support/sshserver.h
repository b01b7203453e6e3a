// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QTemporaryDir>

namespace pulse::test {

/// A real sshd on a free port of 127.0.0.1, for the user who runs the tests alone, with configuration and keys of its
/// own in a folder of its own. Started by `start`, killed with the object, with all of its sessions. A restarted server
/// keeps its port and its host key. It takes no passwords unless told to.
class SshServer
{
public:
    SshServer();
    ~SshServer();

    /// Before `start`: a line of sshd_config, which goes before the others and so counts.
    void set(const QByteArray &line) { m_settings += line + '\n'; }
    void changeHostKey();                    ///< before `start`
    void admit(const QString &identityFile); ///< the owner of that private key may log in

    bool start(); ///< true when it listens
    void kill();  ///< SIGKILL, also to what serves its sessions; waits for the end

    quint16 port() const { return m_port; }
    QString identityFile() const { return file("id"); } ///< a private key whose owner may log in
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

/// Makes a private key, and its public one beside it.
void makeSshKey(const QString &file, const QString &passphrase = {});

/// Of what runs, those processes whose command line has this text in it.
QList<qint64> processesWith(const QByteArray &text);

} // namespace pulse::test
