// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/keptprocess.h"
#include "runtime/core/callboard.h"
#include "runtime/core/functionversion.h"
#include "runtime/core/workerreport.h"

#include <QSocketNotifier>

#include <memory>

namespace pulse {

/// The worker process. Over a socket, a new one for each run, this process sends it versions to load and receives its
/// reports. Lines that the function prints are emitted as `printed`.
class WorkerProcess : public KeptProcess
{
    Q_OBJECT

public:
    /// `arguments`: what this process was started with, without the program's name.
    WorkerProcess(const QStringList &arguments, const CallBoard &board, QObject *parent = nullptr);
    ~WorkerProcess() override;

    void load(const FunctionVersion &version);
    void terminate() override; ///< asks the worker to end after its current call

Q_SIGNALS:
    void reported(const pulse::WorkerReport &report); ///< all reports of a run are emitted before `ended` or `stopped`
    void reportDropped(qsizetype bytes);              ///< a line was not a report, or was too long
    void linkClosed();                                ///< by the worker, which then ends or has to be killed

private:
    Result<ProcessCommand> prepare();
    void readReports();
    void closeLink();

    QStringList m_arguments;
    int m_board; // the CallBoard's descriptor
    int m_link = -1;
    int m_workersLink = -1; // the worker's end, until it has started
    std::unique_ptr<QSocketNotifier> m_notifier;
    LineSplitter m_reports;
};

} // namespace pulse
