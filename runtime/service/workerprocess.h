// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runtime/core/callboard.h"
#include "runtime/core/childprocess.h"
#include "runtime/core/functionversion.h"
#include "runtime/core/workerreport.h"

#include <QSocketNotifier>

#include <memory>

namespace pulse {

/// One run of the worker, with the socket over which it is told what to load and its reports come. What the function
/// prints is `printed`.
class WorkerProcess : public QObject
{
    Q_OBJECT

public:
    /// `arguments`: what this process was started with, without the program's name.
    WorkerProcess(const QStringList &arguments, const CallBoard &board, QObject *parent = nullptr);
    ~WorkerProcess() override;

    void start();
    void load(const FunctionVersion &version);
    void terminate();               ///< asks: the worker ends after the call in hand
    void kill() { m_child.kill(); } ///< with everything that the function has started

    qint64 pid() const { return m_child.pid(); }
    int exitCode() const { return m_child.exitCode(); }    ///< after `ended`
    bool succeeded() const { return m_child.succeeded(); } ///< exit code 0

Q_SIGNALS:
    void reported(const pulse::WorkerReport &report);
    void reportDropped(qsizetype bytes); ///< a line that is no report, or is too long for one
    void linkClosed();                   ///< by the worker, which therefore ends or has to be ended
    void printed(const QByteArray &line);
    void ended(const QString &how); ///< once; all reports have come before

private:
    void passDescriptors() const;
    void readReports();

    int m_board; // the CallBoard's
    int m_link = -1;
    int m_workersLink = -1; // its end, until it is started
    std::unique_ptr<QSocketNotifier> m_notifier;
    LineSplitter m_reports;
    ChildProcess m_child;
};

} // namespace pulse
