// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/linesplitter.h"
#include "runtime/core/workerreport.h"

#include <QObject>
#include <QProcess>
#include <QSocketNotifier>

#include <memory>

namespace pulse {

/// One run of the worker: a process group of its own, which dies with this process. Its reports come over a pipe; what
/// the function prints to stdout and stderr is handed over line by line.
class WorkerProcess : public QObject
{
    Q_OBJECT

public:
    /// `arguments`: what this process was started with, without the program's name.
    explicit WorkerProcess(const QStringList &arguments, QObject *parent = nullptr);
    ~WorkerProcess() override; ///< kills what is left of the process group

    void start();
    void terminate(); ///< asks: the worker ends after the call in hand
    void kill();      ///< SIGKILL to the whole process group

Q_SIGNALS:
    void reported(const pulse::WorkerReport &report);
    void printed(const QByteArray &line); ///< by the function
    void ended(const QString &how); ///< once; a sentence's end: "exited with code 1", "was killed by signal 9", …

private:
    void setUpChild();
    void readReports();
    void forward(QProcess::ProcessChannel channel, LineSplitter &splitter);
    void finish(const QString &how);

    QProcess m_process;
    int m_reportRead = -1;
    int m_reportWrite = -1;
    std::unique_ptr<QSocketNotifier> m_notifier;
    LineSplitter m_reports;
    LineSplitter m_standardOutput;
    LineSplitter m_standardError;
    qint64 m_group = 0; // the process group's id, while there may be something in it
};

} // namespace pulse
