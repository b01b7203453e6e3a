// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>

namespace pulse::test {

/// Returns whether every line of a log with LOG_FORMAT=json is a JSON object, and one of their messages contains
/// `message`.
bool isJsonLog(const QByteArray &log, const QByteArray &message);

/// Runs a program of Pulseboard, as built; killed with the object. Its environment contains only PATH and the given
/// variables, so that the machine's environment does not affect a test.
class Program
{
public:
    explicit Program(const QString &name);
    ~Program();

    void setVariable(const QString &name, const QString &value) { m_environment.insert(name, value); }
    bool start(const QStringList &arguments = {});
    void withoutIPv6(); ///< before `start`: the process cannot create IPv6 sockets, as with a kernel without IPv6
    /// Sends SIGTERM and waits. Returns the exit code, or -1 if it did not exit on its own within ten seconds.
    int terminate();
    int waitForEnd(); ///< likewise without SIGTERM
    void kill();      ///< SIGKILL, and waits
    void closeInput() { m_process.closeWriteChannel(); }
    /// Before `start`: connects stdout with that process, so `output` stays empty.
    void pipeInto(QProcess &reader) { m_process.setStandardOutputProcess(&reader); }
    qint64 pid() const { return m_process.processId(); }
    bool isRunning() const { return m_process.state() == QProcess::Running; }

    QByteArray output(); ///< all of stdout so far
    QByteArray log();    ///< all of stderr so far

private:
    void read();

    QProcess m_process;
    QProcessEnvironment m_environment;
    QByteArray m_output;
    QByteArray m_log;
};

} // namespace pulse::test
