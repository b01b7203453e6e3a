// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desktop/tunnel/askpass.h"
#include "app/desktop/tunnel/localport.h"
#include "app/desktop/tunnel/sshdestination.h"
#include "common/core/keptprocess.h"

#include <chrono>
#include <optional>

namespace pulse {

/// Forwards a port of this machine, through an SSH server, to a target that only that server can reach. It runs the
/// system's `ssh` (OpenSSH 8.7 or later) as a child, so ~/.ssh/config, agents, known_hosts and jump hosts work as on
/// the command line. A tunnel that ends is opened again after a pause that doubles each time, and starts with the
/// shortest one again if the tunnel was up for longer than the longest pause; it keeps its port. The stderr of ssh is
/// copied to ours.
class SshTunnel : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        SshDestination destination;
        SshTarget target;
        QList<SshDestination> jumps; ///< on the way to the destination; ssh's configuration may name some, too
        QString identityFile;        ///< empty: those that ssh finds; not used for jump hosts
        QString configFile;          ///< empty: ~/.ssh/config and the system's
        QString program;             ///< path of ssh; empty: from PATH
        QString askPassProgram;      ///< calls `runAskPass`; empty: this program
        std::chrono::milliseconds shortestPause{1000};
        std::chrono::milliseconds longestPause{30000};
    };

    explicit SshTunnel(Options options, QObject *parent = nullptr);
    /// Ends ssh and all processes that it started, by SIGTERM, and after 2 s by SIGKILL.
    ~SshTunnel() override;

    /// Opens the tunnel now: at first, after a `down` that needs a user, or before the pause is over.
    void start();

    /// Answers the question with the secret, "yes" or "no". ssh asks again if the answer is wrong.
    void answer(const QString &text);
    /// Refuses to answer. The tunnel is then closed, and not tried again until `start`.
    void decline();

    /// Returns ssh's arguments to listen at `localPort`. `connectSeconds`: how long it waits for the server's greeting.
    static QStringList arguments(const Options &options, quint16 localPort, int connectSeconds);

Q_SIGNALS:
    void up(quint16 port); ///< ssh is logged in and listens at that port of 127.0.0.1
    /// The tunnel could not be opened, or ended; `sentence` is the reason. If `needsPerson`, it is not tried again
    /// until `start`, else after the pause.
    void down(const QString &sentence, bool needsPerson, std::chrono::milliseconds pause);
    /// The tunnel is up, but the server could not connect to the target; emitted for each attempt.
    void targetRefused(const QString &sentence);
    void asked(const pulse::SshQuestion &question);
    void withdrawn(); ///< the question needs no answer any more

private:
    Result<ProcessCommand> prepare();
    Result<void> prepareListening();
    QProcessEnvironment environment() const;
    void onPrinted(const QByteArray &line, QProcess::ProcessChannel channel);
    void handleLog(const QString &line);
    void onAsked(const SshQuestion &question);
    void onEnded(const ProcessEnd &end);
    void explainEnd(const ProcessEnd &end);
    void fail(const QString &why, bool needsPerson = false);

    Options m_options;
    LocalPort m_port;
    AskPass m_askPass;
    KeptProcess m_process;
    QStringList m_lines; // of stderr since ssh started or the tunnel came up, without empty lines
    bool m_isUp = false;
    std::optional<SshQuestion> m_question;
    QStringList m_answered;    // the questions of this run that were answered
    QString m_declined;        // the question whose refusal ended this run
    int m_connectSeconds;      // of this run, or the next one
    bool m_startsOver = false; // after the process ended
};

} // namespace pulse
