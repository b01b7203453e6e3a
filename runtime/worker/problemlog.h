// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QLoggingCategory>
#include <QString>

namespace pulse {

Q_DECLARE_LOGGING_CATEGORY(workerLog) ///< "worker"

/// The current problems, by subject. Each is logged (as `worker`) when it begins, when it changes and when it is over,
/// not in each round.
class ProblemLog
{
public:
    /// Reports a problem with `subject`; it is logged unless it is unchanged.
    void report(const QString &subject, const QString &what, QtMsgType level = QtWarningMsg);
    /// Reports that `subject` works; logged if it had a problem.
    void reportRecovery(const QString &subject);
    /// Like reportRecovery(), for a caller that logs the recovery itself.
    void forget(const QString &subject) { m_current.remove(subject); }

private:
    QHash<QString, QString> m_current; // subject -> last logged problem
};

} // namespace pulse
