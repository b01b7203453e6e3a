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

/// A program, and what it gets for one run.
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
    std::vector<Descriptor> descriptors{}; ///< besides stdin, stdout and stderr; the caller stays the owner of `ours`
};

/// How one run of a program ended.
struct ProcessEnd
{
    enum class Kind {
        NotPrepared, ///< Options::prepare returned an error
        NotStarted,  ///< the program could not be started
        Exited,
        Killed, ///< by a signal
    };

    Kind kind = Kind::NotPrepared;
    int code = 0;    ///< the exit code, or the number of the signal
    QString error{}; ///< why it was not prepared or started

    bool isSuccess() const { return kind == Kind::Exited && code == 0; }
    /// Returns the end of a sentence about the program: "exited with code 1", "was killed by signal 9", …
    QString toString() const;
};

/// Keeps a program running: one run at a time, and the next one after a pause, for as long as the owner restarts it.
///
/// The program has its own session, so a Ctrl-C on our terminal does not reach it, and it cannot ask questions there.
/// It gets a signal when the thread that called `start` ends, even by SIGKILL; so call `start` in the main thread.
/// Processes that it leaves behind in its process group are killed with SIGKILL after each run.
class KeptProcess : public QObject
{
    Q_OBJECT

public:
    struct Options
    {
        /// Called before each run. The error is a sentence, or the end of one as in ProcessEnd::toString.
        std::function<Result<ProcessCommand>()> prepare;
        RetryPolicy::Limits retry{}; ///< pauses of `startLater`; a run counts as up from its start
        /// The time that the program has to end after each step of `stop`.
        std::chrono::milliseconds stopTimeout{0};
        bool endsWithInput =
            false; ///< stdin is a pipe, and closing it asks the program to end; false: stdin is /dev/null
        int deathSignal = SIGKILL;    ///< sent to the program when our thread ends
        qsizetype longestLine = 8192; ///< in bytes; the rest of a line is dropped
    };

    explicit KeptProcess(Options options, QObject *parent = nullptr);
    ~KeptProcess() override; ///< kills the program and its process group

    /// Starts the program now, also instead of waiting for `startLater`. Does nothing if it is running.
    void start();
    /// Starts the program after the next pause of the RetryPolicy. Returns that pause.
    std::chrono::milliseconds startLater();

    /// Asks the program to end: closes its stdin if it `endsWithInput`, sends SIGTERM if it still runs after
    /// `stopTimeout`, or at once if it does not `endsWithInput`, and kills it if it still runs after `stopTimeout`.
    /// Then emits `stopped`, from inside this function if it is not running.
    void stop();
    /// Like `stop`, for destructors: returns when the program has ended, and emits nothing.
    void stopAndWait();

    virtual void terminate(); ///< sends SIGTERM to the program; `ended` or `stopped` follows if it ends
    void kill();              ///< sends SIGKILL to the program and all of its process group

    bool isRunning() const noexcept { return m_isRunning; }
    qint64 pid() const { return m_process.processId(); } ///< 0 if it is not running
    RetryPolicy &retryPolicy() noexcept { return m_retryPolicy; }

Q_SIGNALS:
    void started(); ///< a run has begun
    /// A line without its end. This object must not be deleted in a slot of it.
    void printed(const QByteArray &line, QProcess::ProcessChannel channel);
    /// A run has ended without `stop`. Nothing follows unless the owner calls `start` or `startLater`. Emitted from
    /// inside `start` if `prepare` returned an error.
    void ended(const pulse::ProcessEnd &end);
    void stopTimedOut(); ///< the program has not ended after `stop` and is now killed
    void stopped();      ///< after `stop`: the program has ended, or was not running

private:
    enum class Means { CloseInput, Terminate, Kill }; // steps of `stop`, in this order

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
    qint64 m_group = 0; // process group of this run; 0: no process of it is left
    bool m_isRunning = false;
    bool m_isStopping = false;
};

} // namespace pulse
