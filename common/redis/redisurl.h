// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/literals.h"
#include "common/core/result.h"
#include "common/core/settings.h"

#include <QString>

namespace pulse {

/// Why a text is not such a URL. `message` is in English; `pattern` is the source of its translations, in the context
/// "RedisUrl", with a placeholder for `detail` if there is one.
struct RedisUrlError : Error
{
    RedisUrlError(const char *source, const QString &errorDetail = {});

    const char *pattern;
    QString detail;
};

/// Where a Redis server is and who we are there, as in the URL formats of redis-cli and redis-py:
///   redis://[[user]:password@]host[:port][/database]
///   rediss://…                      the same over TLS; ?cafile=PATH trusts that CA instead of the system's,
///                                   ?certfile=PATH&keyfile=PATH is the certificate by which we are known there
///   unix://[[user]:password@]/path/to/socket[?db=database]
/// User and password are percent-encoded. A missing host is 127.0.0.1, a missing port 6379, a missing database 0.
struct RedisUrl
{
    enum class Scheme { Tcp, Tls, Unix };

    Scheme scheme = Scheme::Tcp;
    QString host = u"127.0.0.1"_s; ///< empty for Unix
    quint16 port = 6379;           ///< 0 for Unix
    QString path;                  ///< of the socket, for Unix
    QString user;                  ///< empty: the default user
    QString password;              ///< empty: none
    int database = 0;
    QString caFile;   ///< PEM, for Tls; empty: the system's certificates
    QString certFile; ///< PEM, for Tls: our certificate, with those between it and its authority; empty: none
    QString keyFile;  ///< PEM, its key without a passphrase; given together with certFile
    QString tlsName;  ///< whose certificate it has to be, where `host` only leads there (a tunnel); not in the URL

    /// Errors never repeat the text, since it may hold a password.
    static Result<RedisUrl, RedisUrlError> parse(const QString &text);

    /// The whole URL, with the password: for handing over to a process of ours, never for people or logs.
    QString toString() const;
    /// For people and logs: without password and files.
    QString display() const;

    bool operator==(const RedisUrl &) const = default;
};

/// The server that a setting names. Where it names none, settings.error() says why, without the password.
RedisUrl readRedisUrl(Settings &settings, const QString &flag);

} // namespace pulse
