// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/core/keptprocess.h"

#include "common/core/literals.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace pulse {
namespace {

constexpr int firstFreeDescriptor = 10; // above all numbers in ProcessCommand::Descriptor

} // namespace

QString ProcessEnd::toString() const
{
    switch (kind) {
    case Kind::NotPrepared:
        return error;
    case Kind::NotStarted:
        return u"could not be started: %1"_s.arg(error);
    case Kind::Exited:
        return u"exited with code %1"_s.arg(code);
    case Kind::Killed:
        break;
    }
    return u"was killed by signal %1"_s.arg(code);
}

KeptProcess::KeptProcess(Options options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_retryPolicy(m_options.retry)
    , m_output(m_options.longestLine)
    , m_error(m_options.longestLine)
{
    m_restart.setSingleShot(true);
    m_stopDeadline.setSingleShot(true);
    m_stopDeadline.setInterval(m_options.stopTimeout);
    connect(&m_restart, &QTimer::timeout, this, &KeptProcess::start);
    connect(&m_stopDeadline, &QTimer::timeout, this, &KeptProcess::onStopTimeout);
    if (!m_options.endsWithInput)
        m_process.setStandardInputFile(QProcess::nullDevice());
    m_process.setChildProcessModifier([this, parent = ::getpid()] { setUpChild(parent); });
    connect(&m_process, &QProcess::readyReadStandardOutput, this, [this] { forward(QProcess::StandardOutput); });
    connect(&m_process, &QProcess::readyReadStandardError, this, [this] { forward(QProcess::StandardError); });
    connect(&m_process, &QProcess::finished, this, &KeptProcess::onFinished);
    // Queued, since QProcess emits it before it has cleaned up, and then cannot be started again.
    connect(
        &m_process, &QProcess::errorOccurred, this,
        [this](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart)
                finish({ProcessEnd::Kind::NotStarted, 0, m_process.errorString()});
        },
        Qt::QueuedConnection);
}

KeptProcess::~KeptProcess()
{
    disconnect(&m_process, nullptr, this, nullptr);
    kill();
    m_process.waitForFinished();
}

void KeptProcess::start()
{
    m_restart.stop();
    if (m_isRunning)
        return;
    const Result<ProcessCommand> command = m_options.prepare();
    if (!command) {
        finish({ProcessEnd::Kind::NotPrepared, 0, command.error().message});
        return;
    }
    m_process.setProgram(command->program);
    m_process.setArguments(command->arguments);
    m_process.setProcessEnvironment(command->environment);
    m_process.setWorkingDirectory(command->workingDirectory);
    m_descriptors = command->descriptors;
    m_nextMeans = m_options.endsWithInput ? Means::CloseInput : Means::Terminate;
    m_isRunning = true;
    m_process.start();
    m_group = m_process.processId();
    m_retryPolicy.markUp();
    Q_EMIT started();
}

std::chrono::milliseconds KeptProcess::startLater()
{
    const std::chrono::milliseconds pause = m_retryPolicy.nextPause();
    m_restart.start(pause);
    return pause;
}

/// Runs between fork and exec, where only system calls are safe; allocates nothing.
void KeptProcess::setUpChild(pid_t parent)
{
    ::setsid();
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    ::prctl(PR_SET_PDEATHSIG, m_options.deathSignal);
    if (::getppid() != parent) // the parent ended before the call above
        ::_exit(1);
    passDescriptors();
}

/// Copies all descriptors before the first one gets its new number, which another one may have in this process.
void KeptProcess::passDescriptors()
{
    for (ProcessCommand::Descriptor &one : m_descriptors)
        one.ours = ::fcntl(one.ours, F_DUPFD_CLOEXEC, firstFreeDescriptor);
    for (const ProcessCommand::Descriptor &one : m_descriptors)
        ::dup2(one.ours, one.programs);
}

void KeptProcess::stop()
{
    m_restart.stop();
    if (!m_isRunning) {
        Q_EMIT stopped();
        return;
    }
    m_isStopping = true;
    endByNextMeans();
    m_stopDeadline.start();
}

void KeptProcess::onStopTimeout()
{
    if (m_nextMeans == Means::Kill)
        Q_EMIT stopTimedOut();
    else
        m_stopDeadline.start();
    endByNextMeans();
}

void KeptProcess::stopAndWait()
{
    disconnect(&m_process, nullptr, this, nullptr);
    m_restart.stop();
    m_stopDeadline.stop();
    while (m_process.state() != QProcess::NotRunning) {
        const bool isLast = m_nextMeans == Means::Kill;
        endByNextMeans();
        m_process.waitForFinished(isLast ? -1 : static_cast<int>(m_options.stopTimeout.count()));
    }
    kill();
    m_group = 0;
    m_isRunning = false;
}

void KeptProcess::endByNextMeans()
{
    switch (m_nextMeans) {
    case Means::CloseInput:
        m_process.closeWriteChannel();
        m_nextMeans = Means::Terminate;
        break;
    case Means::Terminate:
        terminate();
        m_nextMeans = Means::Kill;
        break;
    case Means::Kill:
        kill();
        break;
    }
}

void KeptProcess::terminate()
{
    m_process.terminate();
}

void KeptProcess::kill()
{
    if (m_group > 0)
        ::kill(static_cast<pid_t>(-m_group), SIGKILL);
    m_process.kill(); // it may not be in its process group yet, or no longer
}

LineSplitter &KeptProcess::splitterOf(QProcess::ProcessChannel channel)
{
    return channel == QProcess::StandardOutput ? m_output : m_error;
}

void KeptProcess::forward(QProcess::ProcessChannel channel)
{
    if (!m_process.isOpen()) // the program was not started
        return;
    m_process.setReadChannel(channel);
    for (const QByteArray &line : splitterOf(channel).feed(m_process.readAll()))
        Q_EMIT printed(line, channel);
}

void KeptProcess::onFinished(int code, QProcess::ExitStatus status)
{
    finish({status == QProcess::NormalExit ? ProcessEnd::Kind::Exited : ProcessEnd::Kind::Killed, code});
}

void KeptProcess::finish(const ProcessEnd &end)
{
    for (const QProcess::ProcessChannel channel : {QProcess::StandardOutput, QProcess::StandardError}) {
        forward(channel);
        for (const QByteArray &line : splitterOf(channel).finish())
            Q_EMIT printed(line, channel);
    }
    kill(); // processes that the program left behind
    m_group = 0;
    m_isRunning = false;
    m_stopDeadline.stop();
    if (std::exchange(m_isStopping, false))
        Q_EMIT stopped();
    else
        Q_EMIT ended(end);
}

} // namespace pulse
