// SPDX-License-Identifier: GPL-3.0-or-later
#include "runtime/local/service.h"

#include "common/core/literals.h"

namespace pulse {

using namespace std::chrono_literals;

Service::Service(const QString &name, const ProcessCommand &command, QObject *parent)
    : KeptProcess({.prepare = [command] { return command; },
                   .retry = {.shortest = 200ms, .longest = 10s, .lasting = 30s},
                   .stopTimeout = 12s},
                  parent)
    , m_name(name)
{
    connect(this, &KeptProcess::started, this, [this] { m_lastLine.clear(); });
    connect(this, &KeptProcess::printed, this, [this](const QByteArray &line) { m_lastLine = line; });
    connect(this, &KeptProcess::ended, this, &Service::onEnded);
}

void Service::onEnded(const ProcessEnd &end)
{
    startLater();
    const QString last = m_lastLine.isEmpty() ? QString() : u" (%1)"_s.arg(QString::fromUtf8(m_lastLine));
    Q_EMIT restarting(u"%1 %2%3 and is started again"_s.arg(m_name, end.toString(), last));
}

} // namespace pulse
