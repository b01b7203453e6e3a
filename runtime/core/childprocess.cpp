// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/core/childprocess.h"

#include "common/core/literals.h"

#include <csignal>
#include <sys/prctl.h>
#include <unistd.h>

namespace pulse {

ChildProcess::ChildProcess(const QString &program, const QStringList &arguments, QObject *parent)
    : QObject(parent)
{
    m_process.setProgram(program);
    m_process.setArguments(arguments);
    m_process.setStandardInputFile(QProcess::nullDevice());
    m_process.setChildProcessModifier([this] { setUpChild(); });
    connect(&m_process, &QProcess::readyReadStandardOutput, this,
            [this] { forward(QProcess::StandardOutput, m_standardOutput); });
    connect(&m_process, &QProcess::readyReadStandardError, this,
            [this] { forward(QProcess::StandardError, m_standardError); });
    connect(&m_process, &QProcess::finished, this, [this](int code, QProcess::ExitStatus status) {
        m_succeeded = status == QProcess::NormalExit && code == 0;
        finish(status == QProcess::NormalExit ? u"exited with code %1"_s.arg(code)
                                              : u"was killed by signal %1"_s.arg(code));
    });
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            finish(u"could not be started: %1"_s.arg(m_process.errorString()));
    });
}

ChildProcess::~ChildProcess()
{
    disconnect(&m_process, nullptr, this, nullptr);
    kill();
    m_process.waitForFinished();
}

void ChildProcess::start()
{
    m_process.start();
    m_group = m_process.processId();
    // The child does the same; whoever comes first, the group is there when `kill` needs it.
    ::setpgid(static_cast<pid_t>(m_group), static_cast<pid_t>(m_group));
}

void ChildProcess::setUpChild() const
{
    ::setpgid(0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (m_setUp)
        m_setUp();
}

void ChildProcess::terminate()
{
    m_process.terminate();
}

void ChildProcess::kill()
{
    if (m_group > 0)
        ::kill(static_cast<pid_t>(-m_group), SIGKILL);
    m_process.kill(); // the program may have moved itself to another process group
}

void ChildProcess::forward(QProcess::ProcessChannel channel, LineSplitter &splitter)
{
    m_process.setReadChannel(channel);
    for (const QByteArray &line : splitter.feed(m_process.readAll()))
        Q_EMIT printed(line);
}

void ChildProcess::finish(const QString &how)
{
    for (const QByteArray &line : m_standardOutput.finish() + m_standardError.finish())
        Q_EMIT printed(line);
    kill(); // what the program has started and left behind
    m_group = 0;
    Q_EMIT ended(how);
}

} // namespace pulse
