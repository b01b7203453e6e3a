// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/redis/redishandshake.h"

#include "common/core/buildinfo.h"
#include "common/core/literals.h"

namespace pulse {
namespace {

using Kind = RedisError::Kind;
using Step = RedisHandshake::Step;

std::optional<RedisError> checkLogin(const RedisResult &reply)
{
    if (reply)
        return {};
    RedisError error = reply.error();
    // The server replies with a plain ERR if it has no password but one is given.
    if (error.kind == Kind::Other || error.kind == Kind::NotSupported)
        error.kind = Kind::Auth;
    if (error.message.contains("without any password configured"_L1))
        error.message =
            QString::fromLatin1(QT_TRANSLATE_NOOP("RedisReason", "this server has no password, so give none"));
    return error;
}

Step makeLogin(const RedisUrl &url, const CommandSupport &support)
{
    RedisCommand command{"AUTH"};
    if (!url.user.isEmpty() && support.supports("AUTH"))
        command << url.user.toUtf8();
    command << url.password.toUtf8();
    return {.command = command, .check = checkLogin};
}

RedisError noDatabases(const RedisUrl &url)
{
    return {Kind::Protocol,
            u"%1 has one database only (it does not support SELECT); use database 0"_s.arg(url.display())};
}

Step makeSelection(const RedisUrl &url)
{
    const auto check = [url](const RedisResult &reply) -> std::optional<RedisError> {
        if (reply)
            return {};
        return reply.error().kind == Kind::NotSupported ? noDatabases(url) : reply.error();
    };
    return {.command = {"SELECT", QByteArray::number(url.database)}, .check = check};
}

/// An error is good enough if it shows that the login was accepted: a user without permission for PING is logged in.
std::optional<RedisError> checkProbe(const RedisResult &reply)
{
    if (reply || reply.error().kind == Kind::NoPermission || reply.error().kind == Kind::NotSupported ||
        reply.error().kind == Kind::WrongType) // of CommandSupport::probe
        return {};
    return reply.error();
}

void addOptionalStep(QList<Step> &steps, const RedisCommand &command, const CommandSupport &support)
{
    if (support.supports(CommandSupport::nameOf(command)))
        steps.append({.command = command, .check = [](const RedisResult &) { return std::optional<RedisError>(); }});
}

} // namespace

RedisHandshake RedisHandshake::make(const RedisUrl &url, const QString &clientName, const CommandSupport &support)
{
    RedisHandshake handshake;
    QList<Step> &steps = handshake.steps;
    if (!url.user.isEmpty() || !url.password.isEmpty())
        steps.append(makeLogin(url, support));
    if (url.database != 0 && !support.supports("SELECT")) {
        handshake.refusal = noDatabases(url);
        return handshake;
    }
    if (url.database != 0)
        steps.append(makeSelection(url));
    // Before the optional steps: otherwise the message of a server that refuses every client would be taken for the
    // reply to one of these.
    steps.append({.command = support.supports("PING") ? RedisCommand{"PING"} : support.probe(),
                  .check = checkProbe,
                  .completes = true});
    if (!clientName.isEmpty())
        addOptionalStep(steps, {"CLIENT", "SETNAME", clientName.toUtf8()}, support);
    addOptionalStep(steps, {"CLIENT", "SETINFO", "LIB-NAME", "pulseboard"}, support);
    addOptionalStep(steps, {"CLIENT", "SETINFO", "LIB-VER", programVersion().toUtf8()}, support);
    return handshake;
}

} // namespace pulse
