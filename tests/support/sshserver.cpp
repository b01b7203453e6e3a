// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/sshserver.h"
#include "common/core/literals.h"
#include "tests/support/files.h"

#include "tests/support/redisserver.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QStandardPaths>

#include <csignal>
#include <sys/stat.h>
#include <unistd.h>

namespace pulse::test {
namespace {

using namespace std::chrono_literals;

QString sshd()
{
    const QString program = QStandardPaths::findExecutable(u"sshd"_s, {u"/usr/sbin"_s, u"/usr/local/sbin"_s});
    if (program.isEmpty())
        qFatal("There is no sshd; install openssh-server");
    return program;
}

QList<qint64> allProcesses()
{
    QList<qint64> all;
    for (const QString &name : QDir(u"/proc"_s).entryList(QDir::Dirs)) {
        if (const qint64 pid = name.toLongLong(); pid > 0)
            all << pid;
    }
    return all;
}

qint64 parentOf(qint64 pid)
{
    const QByteArray stat = contentOf(u"/proc/%1/stat"_s.arg(pid));
    return stat.mid(stat.lastIndexOf(')') + 2).split(' ').value(1).toLongLong(); // "pid (name) state parent …"
}

/// Parents precede their children.
QList<qint64> withDescendants(qint64 pid)
{
    QList<qint64> family{pid};
    const QList<qint64> all = allProcesses();
    for (qsizetype i = 0; i < family.size(); ++i) {
        for (const qint64 one : all) {
            if (parentOf(one) == family[i])
                family << one;
        }
    }
    return family;
}

} // namespace

void makeSshKey(const QString &file, const QString &passphrase)
{
    QFile::remove(file);
    QFile::remove(file + u".pub"_s);
    QProcess program;
    program.start(u"ssh-keygen"_s, {u"-q"_s, u"-t"_s, u"ed25519"_s, u"-N"_s, passphrase, u"-f"_s, file});
    if (!program.waitForFinished() || program.exitCode() != 0)
        qFatal("ssh-keygen made no key: %s", program.readAllStandardError().constData());
}

QList<qint64> processesWith(const QByteArray &text)
{
    QList<qint64> found;
    for (const qint64 pid : allProcesses()) {
        if (contentOf(u"/proc/%1/cmdline"_s.arg(pid)).contains(text))
            found << pid;
    }
    return found;
}

SshServer::SshServer()
    : m_port(freePort())
{
    changeHostKey();
    makeSshKey(identityFile());
    admit(identityFile());
}

SshServer::~SshServer()
{
    kill();
}

void SshServer::changeHostKey()
{
    makeSshKey(file("host"));
}

void SshServer::admit(const QString &identityFile)
{
    QFile keys(file("authorized_keys"));
    if (!keys.open(QIODevice::Append))
        qFatal("Cannot write %s", qPrintable(keys.fileName()));
    keys.write(contentOf(identityFile + u".pub"_s));
}

void SshServer::writeConfiguration() const
{
    QFile configuration(file("sshd_config"));
    if (!configuration.open(QIODevice::WriteOnly))
        qFatal("Cannot write %s", qPrintable(configuration.fileName()));
    configuration.write(m_settings + "ListenAddress 127.0.0.1\nPort " + QByteArray::number(m_port) + "\nHostKey " +
                        file("host").toUtf8() + "\nAuthorizedKeysFile " + file("authorized_keys").toUtf8() +
                        "\nPidFile none\nUsePAM no\nStrictModes no\nPermitRootLogin yes\nPasswordAuthentication no\n"
                        "KbdInteractiveAuthentication no\nUseDNS no\nMaxStartups 100\n");
}

bool SshServer::start()
{
    if (::geteuid() == 0)
        ::mkdir("/run/sshd", 0755); // privilege separation directory, which Debian's service creates as well
    writeConfiguration();
    m_log.clear();
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.start(sshd(), {u"-D"_s, u"-e"_s, u"-f"_s, file("sshd_config")});
    if (!m_process.waitForStarted())
        return false;
    QDeadlineTimer deadline(10s);
    while (!deadline.hasExpired() && m_process.state() == QProcess::Running) {
        m_process.waitForReadyRead(100);
        if (log().contains("Server listening on"_L1))
            return true;
    }
    qWarning().noquote() << "sshd did not start:" << log();
    return false;
}

void SshServer::kill()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    // Each session has its own process group. The listener is stopped first, so that it starts no new sessions.
    ::kill(static_cast<pid_t>(m_process.processId()), SIGSTOP);
    for (const qint64 pid : withDescendants(m_process.processId()))
        ::kill(static_cast<pid_t>(pid), SIGKILL);
    m_process.waitForFinished();
}

QByteArray SshServer::knownHost() const
{
    return "[127.0.0.1]:" + QByteArray::number(m_port) + ' ' + contentOf(file("host.pub"));
}

QString SshServer::log()
{
    m_log += m_process.readAll();
    return QString::fromUtf8(m_log);
}

} // namespace pulse::test
