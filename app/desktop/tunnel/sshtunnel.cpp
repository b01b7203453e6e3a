// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/tunnel/sshtunnel.h"

#include "app/desktop/tunnel/sshtrouble.h"
#include "common/core/literals.h"

#include <QCoreApplication>
#include <QStandardPaths>

#include <csignal>
#include <cstdio>
#include <sys/prctl.h>
#include <unistd.h>

namespace pulse {
namespace {

constexpr int stopWithinMs = 2000;
constexpr int usualConnectSeconds = 15;
constexpr int askingConnectSeconds = 600; // ssh counts the time that a jump host takes, with a person's answers to it
constexpr qsizetype mostLines = 200;

// ssh runs LocalCommand when it is logged in and listens at all ports; connecting to see would mean to try again and
// again, and to be seen by the target.
const QString upMark = u"pulseboard-tunnel-is-up"_s;

// Called between fork and exec.
void setUpChild(pid_t parent)
{
    ::setsid(); // neither a Ctrl-C on our terminal reaches it, nor does it ask there
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent)
        ::_exit(1);
}

} // namespace

SshTunnel::SshTunnel(Options options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_pauses(m_options.shortestPause, m_options.longestPause)
{
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, [this] { launch(usualConnectSeconds); });
    connect(&m_askPass, &AskPass::asked, this, &SshTunnel::takeQuestion);
    connect(&m_askPass, &AskPass::withdrawn, this, [this] {
        if (std::exchange(m_question, {}))
            Q_EMIT withdrawn();
    });
    m_process.setStandardInputFile(QProcess::nullDevice());
    m_process.setChildProcessModifier([parent = ::getpid()] { setUpChild(parent); });
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &SshTunnel::readStdout);
    connect(&m_process, &QProcess::readyReadStandardError, this, &SshTunnel::readStderr);
    connect(&m_process, &QProcess::finished, this, &SshTunnel::takeEnd);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            fail(tr("ssh cannot be started: %1").arg(m_process.errorString()));
    });
}

SshTunnel::~SshTunnel()
{
    disconnect(&m_process, nullptr, this, nullptr);
    disconnect(&m_askPass, nullptr, this, nullptr);
    stop();
}

void SshTunnel::start()
{
    if (m_process.state() != QProcess::NotRunning)
        return;
    m_pauses.reset();
    launch(usualConnectSeconds);
}

QStringList SshTunnel::arguments(const Options &options, quint16 localPort, int connectSeconds)
{
    QStringList arguments{u"-N"_s, u"-T"_s};
    if (!options.configFile.isEmpty())
        arguments << u"-F"_s << options.configFile;
    const auto set = [&arguments](const QString &setting) { arguments << u"-o"_s << setting; };
    set(u"ConnectTimeout=%1"_s.arg(connectSeconds));
    set(u"ServerAliveInterval=15"_s);
    set(u"ServerAliveCountMax=3"_s);
    set(u"ExitOnForwardFailure=yes"_s);
    set(u"LogLevel=INFO"_s);
    set(u"PermitLocalCommand=yes"_s);
    set(u"LocalCommand=echo "_s + upMark);
    // It is to be this process that forwards, neither one that it leaves the work to nor one that it becomes.
    set(u"ControlMaster=no"_s);
    set(u"ControlPath=none"_s);
    set(u"ForkAfterAuthentication=no"_s);
    if (!options.identityFile.isEmpty()) {
        arguments << u"-i"_s << options.identityFile;
        set(u"IdentitiesOnly=yes"_s); // an agent's many keys would use up the tries
    }
    if (!options.jumps.isEmpty())
        arguments << u"-J"_s << SshDestination::jumpsText(options.jumps);
    if (options.destination.port != 0)
        arguments << u"-p"_s << QString::number(options.destination.port);
    arguments << u"-L"_s << u"127.0.0.1:%1:%2"_s.arg(QString::number(localPort), options.target.toString());
    return arguments << u"--"_s << options.destination.login();
}

QProcessEnvironment SshTunnel::environment() const
{
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"LC_ALL"_s, u"C"_s); // its messages are read
    // The shell that ssh runs commands with; the account of a service may have none.
    const QString shell = environment.value(u"SHELL"_s);
    if (shell.endsWith("/nologin"_L1) || shell.endsWith("/false"_L1))
        environment.insert(u"SHELL"_s, u"/bin/sh"_s);
    m_askPass.putInto(environment, m_options.askPassProgram.isEmpty() ? QCoreApplication::applicationFilePath()
                                                                      : m_options.askPassProgram);
    return environment;
}

void SshTunnel::launch(int connectSeconds)
{
    m_again.stop();
    m_connectSeconds = connectSeconds;
    m_lines.clear();
    m_isUp.invalidate();
    m_declined.clear();
    m_stdout = LineSplitter();
    m_stderr = LineSplitter();
    const QString program = m_options.program.isEmpty() ? QStandardPaths::findExecutable(u"ssh"_s) : m_options.program;
    if (program.isEmpty()) {
        fail(tr("the program ssh was not found on PATH; install OpenSSH's client"));
        return;
    }
    if (const Result<void> listens = m_askPass.listen(); !listens) {
        fail(listens.error().message);
        return;
    }
    if (m_port.number() == 0) {
        if (const Result<void> chosen = m_port.choose(); !chosen) {
            fail(chosen.error().message);
            return;
        }
    }
    m_process.setProcessEnvironment(environment());
    m_process.start(program, arguments(m_options, m_port.number(), connectSeconds));
    m_group = m_process.processId();
}

void SshTunnel::readStdout()
{
    m_process.setReadChannel(QProcess::StandardOutput);
    const QByteArrayList lines = m_stdout.feed(m_process.readAll());
    if (m_isUp.isValid() || !lines.contains(upMark.toLatin1()))
        return;
    m_isUp.start();
    m_lines.clear();
    Q_EMIT up(m_port.number());
}

void SshTunnel::readStderr()
{
    m_process.setReadChannel(QProcess::StandardError);
    const QByteArray arrived = m_process.readAll();
    std::fwrite(arrived.constData(), 1, static_cast<std::size_t>(arrived.size()), stderr);
    for (const QByteArray &line : m_stderr.feed(arrived))
        takeLine(QString::fromUtf8(line).trimmed());
}

void SshTunnel::takeLine(const QString &line)
{
    const QString refused =
        m_isUp.isValid() ? SshTrouble::refusedConnection(line, m_options.target.toString()) : QString();
    if (!refused.isEmpty())
        Q_EMIT targetRefused(refused);
    else if (!line.isEmpty() && m_lines.size() < mostLines)
        m_lines << line;
}

void SshTunnel::takeQuestion(const SshQuestion &question)
{
    if (question.asker != m_process.processId() && m_connectSeconds == usualConnectSeconds) {
        // A jump host's ssh asks, and ours would wait no longer for a person than for a server. Anew, with more time.
        m_startsOver = true;
        m_process.terminate();
        return;
    }
    m_question = question;
    Q_EMIT asked(question);
}

void SshTunnel::answer(const QString &text)
{
    if (!m_question || m_question->kind == SshQuestion::Kind::Notice)
        return;
    m_question.reset();
    m_askPass.answer(text);
}

void SshTunnel::decline()
{
    if (!m_question)
        return;
    const SshQuestion question = *std::exchange(m_question, {});
    if (question.kind == SshQuestion::Kind::YesNo) {
        m_askPass.decline(); // which is a no
        return;
    }
    m_declined = question.text;
    m_process.terminate(); // it would go on with an empty password, and ask again
}

void SshTunnel::takeEnd()
{
    readStdout();
    readStderr();
    for (const QByteArray &line : m_stderr.finish())
        takeLine(QString::fromUtf8(line).trimmed());
    killGroup();
    m_askPass.dropAll();
    if (std::exchange(m_startsOver, false))
        launch(askingConnectSeconds);
    else
        explainEnd();
}

void SshTunnel::explainEnd()
{
    if (!m_declined.isEmpty()) {
        fail(tr("there was no answer to: %1").arg(m_declined), true);
        return;
    }
    SshTrouble trouble = SshTrouble::explain(m_lines);
    if (trouble.why.isEmpty())
        trouble.why = reasonForEnd();
    if (trouble.takenPort == m_port.number()) {
        if (const Result<void> chosen = m_port.choose(); !chosen)
            trouble.why = chosen.error().message;
    }
    fail(trouble.why, trouble.needsPerson);
}

QString SshTunnel::reasonForEnd() const
{
    return m_process.exitStatus() == QProcess::CrashExit ? tr("ssh was killed by signal %1").arg(m_process.exitCode())
                                                         : tr("ssh ended with exit code %1").arg(m_process.exitCode());
}

void SshTunnel::fail(const QString &why, bool needsPerson)
{
    const bool wasUp = m_isUp.isValid();
    if (wasUp && m_isUp.hasExpired(m_options.longestPause.count()))
        m_pauses.reset();
    const std::chrono::milliseconds pause = needsPerson ? std::chrono::milliseconds(0) : m_pauses.next();
    if (!needsPerson)
        m_again.start(pause);
    const QString sentence = wasUp ? tr("The SSH tunnel to %1 broke: %2") : tr("No SSH tunnel to %1: %2");
    Q_EMIT down(sentence.arg(m_options.destination.toString(), why), needsPerson, pause);
}

void SshTunnel::killGroup()
{
    if (m_group > 0)
        ::kill(static_cast<pid_t>(-m_group), SIGKILL); // the ssh of a jump host, what has asked, …
    m_group = 0;
}

void SshTunnel::stop()
{
    if (m_process.state() != QProcess::NotRunning) {
        m_process.terminate();
        if (!m_process.waitForFinished(stopWithinMs)) {
            m_process.kill();
            m_process.waitForFinished();
        }
    }
    killGroup();
}

} // namespace pulse
