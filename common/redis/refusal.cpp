// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/redis/refusal.h"

#include "common/core/literals.h"

#include <QCoreApplication>

namespace pulse {
namespace {

struct Advice
{
    Q_DECLARE_TR_FUNCTIONS(Refusal)

public:
    static QString of(RedisError::Kind kind, const QString &key)
    {
        switch (kind) {
        case RedisError::Kind::Auth:
            return tr("Check the user and the password");
        case RedisError::Kind::NoPermission:
            return tr("Ask for the permission to read %1").arg(key);
        case RedisError::Kind::Tls:
            return tr("Check the host's name, or add ?cafile=PATH to the URL");
        default:
            return {};
        }
    }
};

} // namespace

bool needsAPerson(RedisError::Kind kind)
{
    switch (kind) {
    case RedisError::Kind::Auth:
    case RedisError::Kind::NoPermission:
    case RedisError::Kind::WrongType:
    case RedisError::Kind::Tls:
    case RedisError::Kind::Protocol:
    case RedisError::Kind::ReplyTooLarge:
    case RedisError::Kind::Cluster:
        return true;
    default:
        return false;
    }
}

QString refusalSentence(const RedisError &error, const QString &key, const QString &wrongType)
{
    const QString advice = error.kind == RedisError::Kind::WrongType ? wrongType : Advice::of(error.kind, key);
    return advice.isEmpty() ? error.message : u"%1 (%2)"_s.arg(advice, error.message);
}

} // namespace pulse
