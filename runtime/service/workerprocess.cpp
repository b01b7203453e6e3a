// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/service/workerprocess.h"

#include <QCoreApplication>

#include <array>
#include <csignal>
#include <fcntl.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace pulse {
namespace {

constexpr qsizetype longestReport = 1024 * 1024;

} // namespace

WorkerProcess::WorkerProcess(const QStringList &arguments, QObject *parent)
    : QObject(parent)
    , m_reports(longestReport)
{
    m_process.setProgram(QCoreApplication::applicationFilePath());
    m_process.setArguments(arguments + QStringList{QStringLiteral("--worker")});
    m_process.setStandardInputFile(QProcess::nullDevice());
    connect(&m_process, &QProcess::readyReadStandardOutput, this,
            [this] { forward(QProcess::StandardOutput, m_standardOutput); });
    connect(&m_process, &QProcess::readyReadStandardError, this,
            [this] { forward(QProcess::StandardError, m_standardError); });
    connect(&m_process, &QProcess::finished, this, [this](int code, QProcess::ExitStatus status) {
        finish(status == QProcess::NormalExit ? QStringLiteral("exited with code %1").arg(code)
                                              : QStringLiteral("was killed by signal %1").arg(code));
    });
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            finish(QStringLiteral("could not be started: %1").arg(m_process.errorString()));
    });
}

WorkerProcess::~WorkerProcess()
{
    disconnect(&m_process, nullptr, this, nullptr);
    kill();
    m_process.waitForFinished();
    m_notifier.reset();
    for (const int descriptor : {m_reportRead, m_reportWrite}) {
        if (descriptor >= 0)
            ::close(descriptor);
    }
}

void WorkerProcess::start()
{
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0) {
        finish(QStringLiteral("could not be started: no pipe can be made"));
        return;
    }
    m_reportRead = ends[0];
    m_reportWrite = ends[1];
    ::fcntl(m_reportWrite, F_SETFL, 0); // the worker writes blocking
    m_notifier = std::make_unique<QSocketNotifier>(m_reportRead, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &WorkerProcess::readReports);
    m_process.setChildProcessModifier([this] { setUpChild(); });
    m_process.start();
    m_group = m_process.processId();
    ::close(std::exchange(m_reportWrite, -1));
}

// Runs in the child between fork and exec: system calls only.
void WorkerProcess::setUpChild()
{
    ::setpgid(0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (m_reportWrite == workerReportDescriptor)
        ::fcntl(m_reportWrite, F_SETFD, 0);
    else
        ::dup2(m_reportWrite, workerReportDescriptor);
}

void WorkerProcess::terminate()
{
    m_process.terminate();
}

void WorkerProcess::kill()
{
    if (m_group > 0)
        ::kill(static_cast<pid_t>(-m_group), SIGKILL);
}

void WorkerProcess::readReports()
{
    std::array<char, 65536> buffer{};
    const ssize_t count = ::read(m_reportRead, buffer.data(), buffer.size());
    if (count == 0)
        m_notifier->setEnabled(false); // the worker has closed it
    if (count <= 0)
        return;
    for (const QByteArray &line : m_reports.feed({buffer.data(), count})) {
        if (const std::optional<WorkerReport> report = WorkerReport::fromLine(line))
            Q_EMIT reported(*report);
    }
}

void WorkerProcess::forward(QProcess::ProcessChannel channel, LineSplitter &splitter)
{
    m_process.setReadChannel(channel);
    for (const QByteArray &line : splitter.feed(m_process.readAll()))
        Q_EMIT printed(line);
}

void WorkerProcess::finish(const QString &how)
{
    if (m_notifier)
        readReports(); // what it said last
    for (const QByteArray &line : m_standardOutput.finish() + m_standardError.finish())
        Q_EMIT printed(line);
    kill(); // what the function has started and left behind
    m_group = 0;
    Q_EMIT ended(how);
}

} // namespace pulse
