// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/problemtext.h"

namespace pulse {

QString ProblemText::of(const Problem &problem)
{
    QString text = problem.sentence;
    if (!problem.arguments.isEmpty()) {
        QStringList arguments;
        // Reasons of our Redis client have a translation; those of the operating system or a server are shown as they
        // are.
        for (const QString &argument : problem.arguments)
            arguments.append(QCoreApplication::translate("RedisReason", argument.toUtf8().constData()));
        const QByteArray pattern = problemPattern(problem.kind).toUtf8();
        text = filledPattern(QCoreApplication::translate("Problem", pattern.constData()), arguments);
    }
    return problem.isOfGateway && !text.isEmpty() ? tr("The gateway reports: %1").arg(text) : text;
}

} // namespace pulse
