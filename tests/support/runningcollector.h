// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/literals.h"
#include "tests/support/program.h"
#include "tests/support/redisserver.h"

#include <QHash>

namespace pulse::test {

/// A running pulseboard-collector, killed with the object.
class RunningCollector : public Program
{
public:
    explicit RunningCollector(const QStringList &arguments, const QHash<QString, QString> &variables = {})
        : Program(u"pulseboard-collector"_s)
    {
        for (auto it = variables.begin(); it != variables.end(); ++it)
            setVariable(it.key(), it.value());
        if (!start(arguments))
            qFatal("Cannot start pulseboard-collector");
    }

    /// Returns how often the log contains the text so far.
    qsizetype logged(const QByteArray &text) { return log().count(text); }
};

/// Returns the arguments for that server. `period`: seconds.
inline QStringList arguments(const RedisServer &server, const QString &period)
{
    return {u"--redis"_s, server.url().toString(), u"--period"_s, period};
}

} // namespace pulse::test
