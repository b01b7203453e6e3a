// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/linesplitter.h"
#include "runtime/core/functionversion.h"
#include "runtime/core/workerreport.h"

#include <QObject>
#include <QSocketNotifier>

namespace pulse {

/// The worker's end of the socket to its supervisor, `workerLinkDescriptor`. One per process.
class SupervisorLink : public QObject
{
    Q_OBJECT

public:
    explicit SupervisorLink(QObject *parent = nullptr);

    /// Waits, without the event loop, for the first version. Nothing: the supervisor is gone.
    std::optional<FunctionVersion> waitForVersion();
    /// From now on later ones come as `versionArrived`.
    void listen();

    static void report(const WorkerReport &report);

Q_SIGNALS:
    void versionArrived(const pulse::FunctionVersion &version);
    void closed(); ///< by the supervisor, which says by it that this process is to end

private:
    std::optional<QByteArrayList> readLines(int flags); ///< of recv(2); nothing: the other end is closed

    LineSplitter m_lines;
    QSocketNotifier m_notifier;
};

} // namespace pulse
