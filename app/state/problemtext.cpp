// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/state/problemtext.h"

#include "common/core/literals.h"
#include "common/metrics/shownname.h"

#include <algorithm>

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

QString ProblemText::missingKey(const SourceStatus &status)
{
    const QString missing = tr("There is no key “%1”").arg(shownName(status.key));
    const QString others = otherKeys(status);
    return others.isEmpty() ? missing : missing + u". "_s + others;
}

QString ProblemText::otherKeys(const SourceStatus &status)
{
    constexpr qsizetype mostKeys = 5;
    constexpr qsizetype longestKey = 60; // characters
    const QStringList keys = status.resultKeys.value_or(QStringList());
    if (keys.isEmpty())
        return {};
    QStringList shown;
    for (const QString &key : keys.first(std::min(mostKeys, keys.size())))
        shown.append(shownName(key.size() > longestKey ? key.first(longestKey) + u"…"_s : key));
    const QString some = shown.join(u", "_s);
    return tr("These keys look like results: %1").arg(keys.size() > mostKeys ? some + u", …"_s : some);
}

} // namespace pulse
