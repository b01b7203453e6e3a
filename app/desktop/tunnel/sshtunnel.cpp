// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/desktop/tunnel/sshtunnel.h"

#include "app/desktop/tunnel/sshtrouble.h"
#include "common/core/literals.h"

#include <QCoreApplication>
#include <QStandardPaths>

#include <cstdio>

namespace pulse {
namespace {

using namespace std::chrono_literals;

constexpr int usualConnectSeconds = 15;
constexpr int askingConnectSeconds =
    600; // ssh includes the time that a jump host needs, with the user's answers to its questions
constexpr qsizetype mostLines = 200;

// ssh runs LocalCommand when it is logged in and listens at all ports. Test connections instead would have to be
// repeated, and the target would see them.
const QString upMark = u"pulseboard-tunnel-is-up"_s;

QString endText(const ProcessEnd &end)
{
    switch (end.kind) {
    case ProcessEnd::Kind::NotPrepared:
        return end.error;
    case ProcessEnd::Kind::NotStarted:
        return SshTunnel::tr("ssh cannot be started: %1").arg(end.error);
    case ProcessEnd::Kind::Exited:
        return SshTunnel::tr("ssh ended with exit code %1").arg(end.code);
    case ProcessEnd::Kind::Killed:
        break;
    }
    return SshTunnel::tr("ssh was killed by signal %1").arg(end.code);
}

} // namespace

SshTunnel::SshTunnel(Options options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_process({.prepare = [this] { return prepare(); },
                 .retry = {.shortest = m_options.shortestPause,
                           .longest = m_options.longestPause,
                           .lasting = m_options.longestPause},
                 .stopTimeout = 2s})
    , m_connectSeconds(usualConnectSeconds)
{
    connect(&m_askPass, &AskPass::asked, this, &SshTunnel::onAsked);
    connect(&m_askPass, &AskPass::withdrawn, this, [this] {
        if (std::exchange(m_question, {}))
            Q_EMIT withdrawn();
    });
    connect(&m_process, &KeptProcess::printed, this, &SshTunnel::onPrinted);
    connect(&m_process, &KeptProcess::ended, this, &SshTunnel::onEnded);
}

SshTunnel::~SshTunnel()
{
    disconnect(&m_askPass, nullptr, this, nullptr);
    m_process.stopAndWait();
}

void SshTunnel::start()
{
    if (m_process.isRunning())
        return;
    m_process.retryPolicy().reset();
    m_process.start();
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
    // This process must forward, not another one that it connects to, and it must not go to the background.
    set(u"ControlMaster=no"_s);
    set(u"ControlPath=none"_s);
    set(u"ForkAfterAuthentication=no"_s);
    if (!options.identityFile.isEmpty()) {
        arguments << u"-i"_s << options.identityFile;
        set(u"IdentitiesOnly=yes"_s); // many keys of an agent would use up the attempts
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
    environment.insert(u"LC_ALL"_s, u"C"_s); // its messages are parsed
    // ssh runs commands with this shell; the account of a service may have none.
    const QString shell = environment.value(u"SHELL"_s);
    if (shell.endsWith("/nologin"_L1) || shell.endsWith("/false"_L1))
        environment.insert(u"SHELL"_s, u"/bin/sh"_s);
    m_askPass.putInto(environment, m_options.askPassProgram.isEmpty() ? QCoreApplication::applicationFilePath()
                                                                      : m_options.askPassProgram);
    return environment;
}

Result<ProcessCommand> SshTunnel::prepare()
{
    m_lines.clear();
    m_isUp = false;
    m_declined.clear();
    m_answered.clear();
    const QString program = m_options.program.isEmpty() ? QStandardPaths::findExecutable(u"ssh"_s) : m_options.program;
    if (program.isEmpty())
        return Error{tr("the program ssh was not found on PATH; install OpenSSH's client")};
    if (const Result<void> prepared = prepareListening(); !prepared)
        return prepared.error();
    return ProcessCommand{.program = program,
                          .arguments = arguments(m_options, m_port.number(), m_connectSeconds),
                          .environment = environment()};
}

Result<void> SshTunnel::prepareListening()
{
    const Result<void> listens = m_askPass.listen();
    return listens && m_port.number() == 0 ? m_port.choose() : listens;
}

void SshTunnel::onPrinted(const QByteArray &line, QProcess::ProcessChannel channel)
{
    if (channel == QProcess::StandardError) {
        std::fprintf(stderr, "%s\n", line.constData());
        handleLog(QString::fromUtf8(line).trimmed());
    } else if (!m_isUp && line == upMark.toLatin1()) {
        m_isUp = true;
        m_process.retryPolicy().markUp();
        m_lines.clear();
        Q_EMIT up(m_port.number());
    }
}

void SshTunnel::handleLog(const QString &line)
{
    const QString refused =
        m_isUp ? SshTrouble::refusedConnection(line, m_options.target.toString(), m_options.destination.toString())
               : QString();
    if (!refused.isEmpty())
        Q_EMIT targetRefused(refused);
    else if (!line.isEmpty() && m_lines.size() < mostLines)
        m_lines << line;
}

void SshTunnel::onAsked(const SshQuestion &question)
{
    if (question.asker != m_process.pid() && m_connectSeconds == usualConnectSeconds) {
        // A jump host's ssh asks, and ours waits for a user no longer than for a server: start again with more time.
        m_startsOver = true;
        m_process.terminate();
        return;
    }
    m_question = question;
    m_question->isRepeated = m_answered.contains(question.text);
    Q_EMIT asked(*m_question);
}

void SshTunnel::answer(const QString &text)
{
    if (!m_question || m_question->kind == SshQuestion::Kind::Notice)
        return;
    m_answered << std::exchange(m_question, {})->text;
    m_askPass.answer(text);
}

void SshTunnel::decline()
{
    if (!m_question)
        return;
    const SshQuestion question = *std::exchange(m_question, {});
    if (question.kind == SshQuestion::Kind::YesNo) {
        m_askPass.decline(); // which means no
        return;
    }
    m_declined = question.text;
    m_process.terminate(); // it would continue with an empty password, and ask again
}

void SshTunnel::onEnded(const ProcessEnd &end)
{
    m_askPass.dropAll();
    if (std::exchange(m_startsOver, false)) {
        m_connectSeconds = askingConnectSeconds;
        m_process.start();
        return;
    }
    m_connectSeconds = usualConnectSeconds;
    explainEnd(end);
}

void SshTunnel::explainEnd(const ProcessEnd &end)
{
    if (!m_declined.isEmpty()) {
        fail(tr("there was no answer to: %1").arg(m_declined), true);
        return;
    }
    SshTrouble trouble = SshTrouble::explain(m_lines);
    if (trouble.why.isEmpty())
        trouble.why = endText(end);
    if (trouble.takenPort != 0 && trouble.takenPort == m_port.number()) {
        if (const Result<void> chosen = m_port.choose(); !chosen)
            trouble.why = chosen.error().message;
    }
    if (!m_isUp && !trouble.needsPerson && !m_answered.isEmpty())
        trouble.why += tr("; perhaps the question was open for too long, so answer it again");
    fail(trouble.why, trouble.needsPerson);
}

void SshTunnel::fail(const QString &why, bool needsPerson)
{
    if (!m_isUp)
        m_process.retryPolicy().markDown();
    const std::chrono::milliseconds pause = needsPerson ? std::chrono::milliseconds(0) : m_process.startLater();
    const QString sentence = m_isUp ? tr("The SSH tunnel to %1 broke: %2") : tr("No SSH tunnel to %1: %2");
    Q_EMIT down(sentence.arg(m_options.destination.toString(), why), needsPerson, pause);
}

} // namespace pulse
