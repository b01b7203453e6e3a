// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/redis/redistransaction.h"

#include "common/core/literals.h"

#include <algorithm>

namespace pulse {
namespace {

using Kind = RedisError::Kind;

/// Returns whether the error is the end of the connection, not a reply.
bool isLoss(Kind kind)
{
    return kind == Kind::NotConnected || kind == Kind::ConnectionLost || kind == Kind::Timeout ||
           kind == Kind::Protocol;
}

} // namespace

RedisTransaction::RedisTransaction(Handler handler)
    : m_handler(std::move(handler))
{
    m_replies.type = RedisReply::Type::Array;
}

QByteArray RedisTransaction::unsupportedIn(const QList<RedisCommand> &commands, const CommandSupport &support)
{
    if (!support.supports("MULTI"))
        return "MULTI";
    if (!support.supports("EXEC"))
        return "EXEC";
    const auto isUnsupported = [&support](const RedisCommand &one) {
        return !support.supports(CommandSupport::nameOf(one));
    };
    const auto found = std::ranges::find_if(commands, isUnsupported);
    return found == commands.end() ? QByteArray() : CommandSupport::nameOf(*found);
}

void RedisTransaction::handleCommand(const RedisResult &reply)
{
    if (m_isMultiRefused)
        m_replies.elements.push_back(
            reply ? *reply : RedisReply{RedisReply::Type::Error, 0, reply.error().message.toUtf8(), {}});
    else if (!reply && !m_refusal)
        m_refusal = reply.error();
}

RedisResult RedisTransaction::result(const RedisResult &exec) const
{
    if (m_refusal)
        return *m_refusal;
    if (m_isMultiRefused && (exec || !isLoss(exec.error().kind))) // EXEC without MULTI, or refused as well
        return m_replies;
    if (exec && exec->isNil())
        return RedisError{Kind::Aborted, u"A watched key changed; nothing was written"_s};
    return exec;
}

} // namespace pulse
