// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/linesplitter.h"

#include <QObject>
#include <QProcess>

#include <functional>

namespace pulse {

/// A program in a process group of its own, so that a Ctrl-C on the terminal does not reach it, and that everything it
/// has started can be killed with it. It does not outlive this process. What it prints comes line by line. One run.
class ChildProcess : public QObject
{
    Q_OBJECT

public:
    ChildProcess(const QString &program, const QStringList &arguments, QObject *parent = nullptr);
    ~ChildProcess() override; ///< kills what is left of the process group

    void setEnvironment(const QProcessEnvironment &environment) { m_process.setProcessEnvironment(environment); }
    void setWorkingDirectory(const QString &folder) { m_process.setWorkingDirectory(folder); }
    /// Called in the child between fork and exec: nothing but system calls.
    void setExtraSetUp(std::function<void()> setUp) { m_setUp = std::move(setUp); }

    void start();
    void terminate(); ///< SIGTERM to the program
    void kill();      ///< SIGKILL to the whole process group
    /// Once it has ended: it did so by itself, with code 0.
    qint64 pid() const { return m_process.processId(); }  ///< while it runs
    int exitCode() const { return m_process.exitCode(); } ///< after `ended`
    bool succeeded() const noexcept { return m_succeeded; }

Q_SIGNALS:
    void printed(const QByteArray &line); ///< on stdout or stderr
    void ended(const QString &how); ///< once; a sentence's end: "exited with code 1", "was killed by signal 9", …

private:
    void setUpChild() const;
    void forward(QProcess::ProcessChannel channel, LineSplitter &splitter);
    void finish(const QString &how);

    QProcess m_process;
    LineSplitter m_standardOutput;
    LineSplitter m_standardError;
    std::function<void()> m_setUp;
    bool m_succeeded = false;
    qint64 m_group = 0; // the process group's id, while there may be something in it
};

} // namespace pulse
