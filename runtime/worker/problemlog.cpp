// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/worker/problemlog.h"

#include "common/core/literals.h"
#include "common/core/logging.h"

namespace pulse {
namespace {

Q_LOGGING_CATEGORY(log, "worker")

}

void ProblemLog::report(const QString &subject, const QString &what, QtMsgType level)
{
    if (m_current.value(subject) == what)
        return;
    m_current.insert(subject, what);
    const QString line = subject + u": "_s + what;
    if (level == QtInfoMsg)
        qCInfo(log).noquote() << line;
    else
        qCWarning(log).noquote() << line;
}

void ProblemLog::reportRecovery(const QString &subject)
{
    if (m_current.remove(subject) > 0)
        qCInfo(log).noquote() << subject + u" recovered"_s;
}

} // namespace pulse
