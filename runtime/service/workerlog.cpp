// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/service/workerlog.h"

#include "common/core/logging.h"

namespace pulse {
namespace {

Q_LOGGING_CATEGORY(functionLog, "function")

} // namespace

void WorkerLog::write(const WorkerReport &report)
{
    if (!m_reportLimit.admit())
        return;
    const QMessageLogger logger(nullptr, 0, nullptr, report.category.constData());
    switch (report.level) {
    case QtDebugMsg:
        logger.debug().noquote() << report.text;
        break;
    case QtInfoMsg:
        logger.info().noquote() << report.text;
        break;
    case QtWarningMsg:
        logger.warning().noquote() << report.text;
        break;
    case QtCriticalMsg:
    case QtFatalMsg: // fatal for the worker, not for this process
        logger.critical().noquote() << report.text;
        break;
    }
}

void WorkerLog::writeOutput(const QByteArray &output)
{
    if (m_outputLimit.admit())
        qCInfo(functionLog).noquote() << QString::fromUtf8(output);
}

} // namespace pulse
