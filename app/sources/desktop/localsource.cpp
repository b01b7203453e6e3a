// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/sources/desktop/localsource.h"

#include "common/core/literals.h"

#include <QLocale>

namespace pulse {

LocalSource::LocalSource(LocalMachine::Options options, QObject *parent)
    : RelayedSource(parent)
    , m_machine(std::move(options))
{
    setStatus({});
    connect(&m_machine, &LocalMachine::up, this, &LocalSource::takeEndpoint);
    connect(&m_machine, &LocalMachine::down, this, &LocalSource::takeEnd);
}

void LocalSource::open()
{
    m_machine.start();
    tryAgain();
}

QString LocalSource::where() const
{
    return tr("this machine");
}

void LocalSource::takeEndpoint(const LocalEndpoint &endpoint)
{
    OutputFollower::Options options;
    options.redis.url = endpoint.redis;
    options.redis.clientName = u"pulseboard"_s;
    options.key = endpoint.outputKey;
    follow(std::make_unique<RedisSource>(std::move(options), endpoint.inputKey));
}

void LocalSource::takeEnd(const QString &why, std::chrono::milliseconds pause)
{
    leave();
    SourceStatus status = this->status();
    status.kind = SourceStatus::Kind::Lost;
    status.isExplained = true;
    const double seconds = std::chrono::duration<double>(pause).count();
    status.problem = tr("%1; starting it again in %2 s").arg(why, QLocale().toString(seconds, 'g', 3));
    setStatus(status);
}

} // namespace pulse
