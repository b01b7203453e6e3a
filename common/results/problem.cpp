// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/results/problem.h"

#include <QtGlobal>

#include <algorithm>
#include <array>

namespace pulse {
namespace {

using Kind = Problem::Kind;

struct Row
{
    Kind kind;
    const char *name; ///< in the feed
    bool needsPerson;
    const char *pattern;
};

constexpr std::array rows = {
    Row{Kind::None, "", false, ""},
    Row{Kind::Other, "", false, ""},
    Row{Kind::ConnectFailed, "connect-failed", false, QT_TRANSLATE_NOOP("Problem", "Cannot connect to %1: %2")},
    Row{Kind::ConnectionLost, "connection-lost", false, QT_TRANSLATE_NOOP("Problem", "Connection to %1 lost: %2")},
    Row{Kind::Timeout, "timeout", false, QT_TRANSLATE_NOOP("Problem", "%1 did not answer in time")},
    Row{Kind::Tls, "tls", true,
        QT_TRANSLATE_NOOP("Problem", "Check the host's name, or add ?cafile=PATH to the URL (%1)")},
    Row{Kind::NotRedis, "not-redis", true,
        QT_TRANSLATE_NOOP("Problem", "The peer does not answer as a Redis server: %1")},
    Row{Kind::ReplyTooLarge, "reply-too-large", true,
        QT_TRANSLATE_NOOP("Problem", "The reply is larger than the limit of %1 bytes and was ignored")},
    Row{Kind::Cluster, "cluster", true,
        QT_TRANSLATE_NOOP("Problem", "Another node of a Redis Cluster is responsible for the key, and Redis Cluster is "
                                     "not supported; use a single Redis server (%1)")},
    Row{Kind::NotSupported, "not-supported", false, QT_TRANSLATE_NOOP("Problem", "%1 does not support %2")},
    Row{Kind::Login, "login", true, QT_TRANSLATE_NOOP("Problem", "Check the user and the password (%1)")},
    Row{Kind::Permission, "permission", true, QT_TRANSLATE_NOOP("Problem", "Ask for the permission to read “%1” (%2)")},
    Row{Kind::NotResults, "wrong-type", true,
        QT_TRANSLATE_NOOP("Problem", "“%1” holds no text; check the output key (%2)")},
    Row{Kind::NotMeasurement, "wrong-input-type", true,
        QT_TRANSLATE_NOOP("Problem", "“%1” holds no text; check the input key (%2)")},
    Row{Kind::NotStatus, "wrong-status-type", true,
        QT_TRANSLATE_NOOP("Problem", "“%1” was not written by Pulseboard's runtime (%2)")},
    Row{Kind::NoInputKey, "no-input-key", true,
        QT_TRANSLATE_NOOP("Problem", "There is no key “%1”; check the input key")},
};

const Row &rowOf(Kind kind)
{
    return rows.at(static_cast<std::size_t>(kind));
}

} // namespace

Problem::Problem(const QString &words)
    : kind(words.isEmpty() ? Kind::None : Kind::Other)
    , sentence(words)
{
}

Problem::Problem(Kind problemKind, const QStringList &problemArguments)
    : kind(problemKind)
    , arguments(problemArguments)
    , sentence(filledPattern(problemPattern(problemKind), problemArguments))
{
}

bool Problem::needsPerson() const
{
    return rowOf(kind).needsPerson;
}

QString problemName(Kind kind)
{
    return QString::fromLatin1(rowOf(kind).name);
}

Kind problemNamed(const QString &name)
{
    const auto row = std::ranges::find_if(rows, [&name](const Row &one) { return QLatin1String(one.name) == name; });
    return name.isEmpty() || row == rows.end() ? Kind::Other : row->kind;
}

QString problemPattern(Kind kind)
{
    return QString::fromUtf8(rowOf(kind).pattern);
}

QString filledPattern(const QString &pattern, const QStringList &arguments)
{
    // Both are replaced in one step, since arguments may contain a percent sign.
    return arguments.size() == 1 ? pattern.arg(arguments[0]) : pattern.arg(arguments.value(0), arguments.value(1));
}

} // namespace pulse
