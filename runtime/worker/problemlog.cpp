// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/worker/problemlog.h"

#include "common/core/literals.h"
#include "common/core/logging.h"

namespace pulse {

Q_LOGGING_CATEGORY(workerLog, "worker")

void ProblemLog::report(const QString &subject, const QString &what, QtMsgType level)
{
    if (m_current.value(subject) == what)
        return;
    m_current.insert(subject, what);
    const QString line = subject + u": "_s + what;
    if (level == QtInfoMsg)
        qCInfo(workerLog).noquote() << line;
    else
        qCWarning(workerLog).noquote() << line;
}

void ProblemLog::reportRecovery(const QString &subject)
{
    if (m_current.remove(subject) > 0)
        qCInfo(workerLog).noquote() << subject + u" recovered"_s;
}

} // namespace pulse
