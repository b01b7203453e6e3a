// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/keptprocess.h"
#include "runtime/core/callboard.h"
#include "runtime/core/functionversion.h"
#include "runtime/core/workerreport.h"

#include <QSocketNotifier>

#include <memory>

namespace pulse {

/// The worker, with the socket over which this process sends it what to load and it sends its reports; each run gets a
/// new one. What the function prints is `printed`.
class WorkerProcess : public KeptProcess
{
    Q_OBJECT

public:
    /// `arguments`: what this process was started with, without the program's name.
    WorkerProcess(const QStringList &arguments, const CallBoard &board, QObject *parent = nullptr);
    ~WorkerProcess() override;

    void load(const FunctionVersion &version);
    void terminate() override; ///< asks the worker to end after the call in hand

Q_SIGNALS:
    void reported(const pulse::WorkerReport &report); ///< all reports of a run come before its `ended` or `stopped`
    void reportDropped(qsizetype bytes);              ///< a line that is no report, or is too long for one
    void linkClosed();                                ///< by the worker, which therefore ends or has to be ended

private:
    Result<ProcessCommand> prepare();
    void readReports();
    void closeLink();

    QStringList m_arguments;
    int m_board; // the CallBoard's descriptor
    int m_link = -1;
    int m_workersLink = -1; // its end, until it is started
    std::unique_ptr<QSocketNotifier> m_notifier;
    LineSplitter m_reports;
};

} // namespace pulse
