// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/redis/commandsupport.h"

#include "common/core/logging.h"
#include "common/redis/redislog.h"

namespace pulse {
namespace {

std::chrono::milliseconds monotonicTime()
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch());
}

} // namespace

UnsupportedCommands::UnsupportedCommands(Clock clock)
    : m_clock(clock ? std::move(clock) : Clock(monotonicTime))
{
}

std::shared_ptr<UnsupportedCommands> UnsupportedCommands::of(const RedisUrl &url)
{
    thread_local QHash<QString, std::shared_ptr<UnsupportedCommands>> servers;
    RedisUrl address;
    address.scheme = url.scheme;
    address.host = url.host;
    address.port = url.port;
    address.path = url.path;
    std::shared_ptr<UnsupportedCommands> &server = servers[address.display()];
    if (!server)
        server = std::make_shared<UnsupportedCommands>();
    return server;
}

bool UnsupportedCommands::contains(const QByteArray &command) const
{
    const auto found = m_found.constFind(command);
    return found != m_found.constEnd() && m_clock() < *found + retryAfter;
}

bool UnsupportedCommands::isToBeRetried(const QByteArray &command) const
{
    return m_found.contains(command) && !contains(command);
}

void UnsupportedCommands::add(const QByteArray &command, const QString &server, bool isLogged)
{
    if (isLogged && !m_found.contains(command))
        qCWarning(redisLog).noquote().nospace()
            << server << " does not support " << command << " (tried again every " << retryAfter.count() << " minutes)";
    m_found.insert(command, m_clock());
}

void UnsupportedCommands::remove(const QByteArray &command)
{
    m_found.remove(command);
}

CommandSupport::CommandSupport(std::shared_ptr<UnsupportedCommands> unsupported, bool isLogged)
    : m_unsupported(std::move(unsupported))
    , m_isLogged(isLogged)
{
}

QByteArray CommandSupport::nameOf(const RedisCommand &command)
{
    const QByteArray &name = command.constFirst();
    const bool isPlainLogin = name == "AUTH" && command.size() == 2;
    return name == "GET" || name == "SET" || isPlainLogin ? QByteArray() : name;
}

RedisError CommandSupport::notSupported(const QByteArray &name, const RedisUrl &url)
{
    const QString command = QString::fromUtf8(name);
    return {RedisError::Kind::NotSupported, u"%1 does not support %2"_s.arg(url.display(), command), command};
}

RedisCommand CommandSupport::probe() const
{
    const bool hasPing = supports("PING") && !isSuspect("PING");
    return hasPing ? RedisCommand{"PING"} : RedisCommand{"GET", "pulseboard"};
}

void CommandSupport::handleSending(const QByteArray &name)
{
    if (m_unsupported->isToBeRetried(name))
        m_suspects.insert(name);
}

void CommandSupport::handleReply(const QByteArray &name, const RedisResult &reply, const RedisUrl &url)
{
    if (name.isEmpty())
        return;
    m_suspects.remove(name);
    if (!reply && reply.error().kind == RedisError::Kind::NotSupported)
        m_unsupported->add(name, url.display(), m_isLogged);
    else
        m_unsupported->remove(name);
}

bool CommandSupport::handleClosed(const QByteArrayList &unanswered, bool hasJustAnswered, const RedisUrl &url)
{
    if (hasJustAnswered && unanswered.size() == 1 && m_suspects.remove(unanswered.constFirst())) {
        m_unsupported->add(unanswered.constFirst(), url.display(), m_isLogged);
        if (unanswered.constFirst() == "MULTI")
            m_suspects.remove("EXEC"); // it is no longer sent
        return true;
    }
    m_suspects = QSet<QByteArray>(unanswered.cbegin(), unanswered.cend());
    m_suspects.remove(QByteArray());
    return false;
}

} // namespace pulse
