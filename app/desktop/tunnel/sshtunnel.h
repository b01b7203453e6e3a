// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/desktop/tunnel/askpass.h"
#include "app/desktop/tunnel/localport.h"
#include "app/desktop/tunnel/sshdestination.h"
#include "common/core/keptprocess.h"

#include <chrono>
#include <optional>

namespace pulse {

/// A port of this machine that leads, through an SSH server, to something that only that server reaches. It runs the
/// system's `ssh` (OpenSSH 8.7 or later) as a child, so that ~/.ssh/config, agents, known_hosts and jump hosts are what
/// they are on the command line. A tunnel that ends is built again after a pause that doubles each time, from the
/// shortest one on once it had been up for longer than the longest; it keeps its port. What ssh writes on
/// stderr is copied to ours.
class SshTunnel : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        SshDestination destination;
        SshTarget target;
        QList<SshDestination> jumps; ///< on the way to the destination, which ssh's configuration may name, too
        QString identityFile;        ///< empty: those that ssh knows of. Jump hosts are not told of it
        QString configFile;          ///< instead of ~/.ssh/config and the system's; empty: those
        QString program;             ///< path of ssh; empty: from PATH
        QString askPassProgram;      ///< one that calls `runAskPass`; empty: this one
        std::chrono::milliseconds shortestPause{1000};
        std::chrono::milliseconds longestPause{30000};
    };

    explicit SshTunnel(Options options, QObject *parent = nullptr);
    /// Ends ssh with all that it has started: by SIGTERM, and after two seconds by SIGKILL.
    ~SshTunnel() override;

    /// Builds it now: at first, after a `down` that needed a person, or instead of waiting for the next try.
    void start();

    /// To what was asked: the secret, "yes" or "no". ssh asks again where the answer is wrong.
    void answer(const QString &text);
    /// Leaves the question unanswered. There is no tunnel then, and no other try until `start`.
    void decline();

    /// What ssh is called with to listen at `localPort`. `connectSeconds`: how long it waits for the server's greeting.
    static QStringList arguments(const Options &options, quint16 localPort, int connectSeconds);

Q_SIGNALS:
    void up(quint16 port); ///< ssh is logged in and listens at that port of 127.0.0.1
    /// There is none, or none any more. `sentence` says why. Where a person has to mend something, there is no other
    /// try until `start`; else it follows after the pause.
    void down(const QString &sentence, bool needsPerson, std::chrono::milliseconds pause);
    /// It is up, but the server did not make a connection to the target, for each that was tried.
    void targetRefused(const QString &sentence);
    void asked(const pulse::SshQuestion &question);
    void withdrawn(); ///< what was asked needs no answer any more

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
    QStringList m_lines; // of stderr, since it was started or came up; not empty ones
    bool m_isUp = false;
    std::optional<SshQuestion> m_question;
    QString m_declined;        // the question that this run was ended for
    int m_connectSeconds;      // of this run, or the next one
    bool m_startsOver = false; // when the process has ended
};

} // namespace pulse
