// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>

namespace pulse::test {

/// Whether every line of a log with LOG_FORMAT=json is a JSON object, and one of their messages contains `message`.
bool isJsonLog(const QByteArray &log, const QByteArray &message);

/// One of our programs, as built, in a process of its own; killed with the object. Its environment is empty but for
/// PATH and what is given, so that nothing of the machine's leaks into a test.
class Program
{
public:
    explicit Program(const QString &name);
    ~Program();

    void setVariable(const QString &name, const QString &value) { m_environment.insert(name, value); }
    bool start(const QStringList &arguments = {});
    void withoutIPv6(); ///< before `start`: the process is denied sockets of IPv6, as by a kernel that has none
    /// Sends SIGTERM and waits; the exit code, or -1 where it did not end within ten seconds or not by itself.
    int terminate();
    int waitForEnd(); ///< the same without SIGTERM
    void kill();      ///< SIGKILL, and waits
    void closeInput() { m_process.closeWriteChannel(); }
    /// Before `start`: stdout goes into that process, so `output` stays empty.
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
