// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/results/redis/redisproblem.h"

namespace pulse {
namespace {

Problem connectionProblem(const RedisError &error, const QString &server)
{
    if (error.kind == RedisError::Kind::Timeout)
        return {Problem::Kind::Timeout, {server}};
    if (error.detail.isEmpty())
        return error.message;
    if (error.kind == RedisError::Kind::ConnectFailed)
        return {Problem::Kind::ConnectFailed, {server, error.detail}};
    if (error.kind == RedisError::Kind::ConnectionLost)
        return {Problem::Kind::ConnectionLost, {server, error.detail}};
    if (error.kind == RedisError::Kind::NotSupported)
        return {Problem::Kind::NotSupported, {server, error.detail}};
    return error.message;
}

/// Returns a problem of the kind with its argument, or if that is unknown with the client's sentence.
Problem withDetail(Problem::Kind kind, const RedisError &error)
{
    if (!error.detail.isEmpty())
        return {kind, {error.detail}};
    Problem problem = error.message;
    problem.kind = kind;
    return problem;
}

} // namespace

Problem problemOf(const RedisError &error, const QString &server, const QString &key, Problem::Kind wrongType)
{
    switch (error.kind) {
    case RedisError::Kind::Auth:
        return {Problem::Kind::Login, {error.message}};
    case RedisError::Kind::NoPermission:
        return {Problem::Kind::Permission, {key, error.message}};
    case RedisError::Kind::WrongType:
        return {wrongType, {key, error.message}};
    case RedisError::Kind::Tls:
        return {Problem::Kind::Tls, {error.message}};
    case RedisError::Kind::Protocol:
        return withDetail(Problem::Kind::NotRedis, error);
    case RedisError::Kind::ReplyTooLarge:
        return withDetail(Problem::Kind::ReplyTooLarge, error);
    case RedisError::Kind::Cluster:
        return withDetail(Problem::Kind::Cluster, error);
    default:
        return connectionProblem(error, server);
    }
}

} // namespace pulse
