// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/linesplitter.h"
#include "runtime/core/functionversion.h"
#include "runtime/core/workerreport.h"

#include <QObject>
#include <QSocketNotifier>

namespace pulse {

/// The worker's end of the socket to its supervisor on `workerLinkDescriptor`. One per process.
class SupervisorLink : public QObject
{
    Q_OBJECT

public:
    explicit SupervisorLink(QObject *parent = nullptr);

    /// Waits for the first version, without the event loop. Returns nothing if the supervisor has ended.
    std::optional<FunctionVersion> waitForVersion();
    /// Emits `versionArrived` for later versions from now on.
    void listen();

    static void report(const WorkerReport &report);

Q_SIGNALS:
    void versionArrived(const pulse::FunctionVersion &version);
    void closed(); ///< by the supervisor, to make this process end

private:
    std::optional<QByteArrayList> readLines(int flags); ///< `flags`: of recv(2). Empty if the other end is closed.

    LineSplitter m_lines;
    QSocketNotifier m_notifier;
};

} // namespace pulse
