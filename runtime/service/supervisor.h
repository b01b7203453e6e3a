// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/backoff.h"
#include "runtime/service/workerprocess.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>

namespace pulse {

/// Keeps a worker running: starts it, starts it again after a growing pause when it ends, writes its log, and stops it
/// in good order. The user's code never runs in this process.
class Supervisor : public QObject
{
    Q_OBJECT

public:
    explicit Supervisor(QStringList workerArguments, QObject *parent = nullptr);

    void start();
    /// Ends the worker after the call in hand, by force after a grace period or when called once more; then `finished`.
    void stop();

Q_SIGNALS:
    void finished();

private:
    void startWorker();
    void takeReport(const WorkerReport &report);
    void takeLoadFailure(const QString &why);
    void workerEnded(const QString &how);

    QStringList m_workerArguments;
    std::unique_ptr<WorkerProcess> m_worker;
    QTimer m_restart;
    QTimer m_grace;
    QElapsedTimer m_running;   // since the worker was started
    QString m_lastLoadFailure; // said once
    bool m_loadFailed = false; // this worker has reported why it ends
    Backoff m_backoff;
    bool m_stopping = false;
};

} // namespace pulse
