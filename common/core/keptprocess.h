// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/linesplitter.h"
#include "common/core/result.h"
#include "common/core/retrypolicy.h"

#include <QObject>
#include <QProcess>
#include <QTimer>

#include <chrono>
#include <csignal>
#include <functional>
#include <vector>

namespace pulse {

/// A program with all that one run of it gets.
struct ProcessCommand
{
    /// A descriptor of this process that the program gets under another number, from 3 to 9.
    struct Descriptor
    {
        int ours = -1;
        int programs = -1;
    };

    QString program{}; ///< a path, or a name on PATH
    QStringList arguments{};
    QProcessEnvironment environment{QProcessEnvironment::InheritFromParent};
    QString workingDirectory{};            ///< empty: that of this process
    std::vector<Descriptor> descriptors{}; ///< beside stdin, stdout and stderr; the caller owns its ends of them
};

/// How one run of a program ended.
struct ProcessEnd
{
    enum class Kind {
        NotPrepared, ///< there was no ProcessCommand
        NotStarted,  ///< the program could not be started
        Exited,
        Killed, ///< by a signal
    };

    Kind kind = Kind::NotPrepared;
    int code = 0;    ///< the exit code, or the number of the signal
    QString error{}; ///< why it was not prepared or started

    bool isSuccess() const { return kind == Kind::Exited && code == 0; }
    /// The end of a sentence about the program: "exited with code 1", "was killed by signal 9", …
    QString toString() const;
};

/// A program that is kept running: one run of it at a time, and the next one after a pause for as long as the owner
/// wants it.
///
/// The program gets a session of its own, so that neither a Ctrl-C on our terminal reaches it nor can it ask there. It
/// gets a signal when the thread that called `start` ends, even by SIGKILL, so that thread should be the main one. What
/// it has started and left in its process group is killed with SIGKILL after each run.
class KeptProcess : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        /// Called before each run. The error is a sentence, or the end of one as in ProcessEnd::toString.
        std::function<Result<ProcessCommand>()> prepare;
        RetryPolicy::Limits retry{}; ///< pauses of `startLater`; a run counts as up from its start
        /// How long the program has to end after each attempt to stop it; see `stop`.
        std::chrono::milliseconds stopTimeout{0};
        bool endsWithInput = false;   ///< stdin is a pipe, whose end asks the program to end; false: it is /dev/null
        int deathSignal = SIGKILL;    ///< which the program gets when our thread ends
        qsizetype longestLine = 8192; ///< in bytes; the rest of a line is dropped
    };

    explicit KeptProcess(Options options, QObject *parent = nullptr);
    ~KeptProcess() override; ///< kills the program, if it runs, with all that is left in its process group

    /// Starts it now, at first or instead of waiting for `startLater`; nothing happens if it runs already.
    void start();
    /// Starts it after the next pause of the RetryPolicy. Returns that pause.
    std::chrono::milliseconds startLater();

    /// Asks the program to end: closes its stdin if it `endsWithInput`, sends SIGTERM if it still runs after
    /// `stopTimeout`, or at once if it does not `endsWithInput`, and kills it if it still runs after `stopTimeout`.
    /// Then `stopped`, from inside this function if it does not run.
    void stop();
    /// The same for destructors: returns when the program has ended, and emits nothing.
    void stopAndWait();

    virtual void terminate(); ///< sends SIGTERM to the program; `ended` or `stopped` follows if it ends
    void kill();              ///< sends SIGKILL to the program and all of its process group

    bool isRunning() const noexcept { return m_isRunning; }
    qint64 pid() const { return m_process.processId(); } ///< 0 if it does not run
    RetryPolicy &retryPolicy() noexcept { return m_retryPolicy; }

Q_SIGNALS:
    void started(); ///< a run has begun
    /// A line without its end. This object must not be deleted in a slot of it.
    void printed(const QByteArray &line, QProcess::ProcessChannel channel);
    /// A run has ended without `stop`. Nothing follows unless the owner calls `start` or `startLater`. Emitted from
    /// inside `start` if there was no command.
    void ended(const pulse::ProcessEnd &end);
    void stopTimedOut(); ///< the program has not ended after `stop`, and is killed now
    void stopped();      ///< it does not run any more, or did not, after `stop`

private:
    enum class Means { CloseInput, Terminate, Kill }; // of ending it, in this order

    void setUpChild(pid_t parent);
    void passDescriptors();
    void endByNextMeans();
    void onStopTimeout();
    void onFinished(int code, QProcess::ExitStatus status);
    void forward(QProcess::ProcessChannel channel);
    void finish(const ProcessEnd &end);
    LineSplitter &splitterOf(QProcess::ProcessChannel channel);

    Options m_options;
    RetryPolicy m_retryPolicy;
    QProcess m_process;
    std::vector<ProcessCommand::Descriptor> m_descriptors; // of this run
    LineSplitter m_output;
    LineSplitter m_error;
    QTimer m_restart;
    QTimer m_stopDeadline;
    Means m_nextMeans = Means::Terminate;
    qint64 m_group = 0; // of this run; 0: nothing of it is left
    bool m_isRunning = false;
    bool m_isStopping = false;
};

} // namespace pulse
