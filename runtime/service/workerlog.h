// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "runtime/core/workerreport.h"
#include "runtime/service/loglimit.h"

namespace pulse {

/// Logs the worker's messages and the lines that its function prints, at most 200 lines per second of each.
class WorkerLog
{
public:
    void write(const WorkerReport &report);     ///< a report of the kind Log, under its category
    void writeOutput(const QByteArray &output); ///< a line that the function printed, as `function`

private:
    LogLimit m_reportLimit{"worker"}; // the function can write reports, too
    LogLimit m_outputLimit{"function"};
};

} // namespace pulse
