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

/// The address of a Redis server with user, password and database, as in the URLs of redis-cli and redis-py:
///   redis://[[user]:password@]host[:port][/database]
///   rediss://…                      the same over TLS; ?cafile=PATH trusts that CA instead of the system's,
///                                   ?certfile=PATH&keyfile=PATH is the client's certificate
///   unix://[[user]:password@]/path/to/socket[?db=database]
/// User and password are percent-encoded. A missing host is 127.0.0.1, a missing port 6379, a missing database 0.
struct RedisUrl
{
    enum class Scheme { Tcp, Tls, Unix };

    Scheme scheme = Scheme::Tcp;
    QString host = u"127.0.0.1"_s; ///< empty for Unix sockets
    quint16 port = 6379;           ///< 0 for Unix sockets
    QString path;                  ///< of the Unix socket
    QString user;                  ///< empty: the default user
    QString password;              ///< empty: none
    int database = 0;
    QString caFile;   ///< PEM, for Tls; empty: the system's certificates
    QString certFile; ///< PEM, for Tls: the client's certificate, with its intermediate certificates; empty: none
    QString keyFile;  ///< PEM, its key without a passphrase; set together with certFile
    QString tlsName;  ///< name in the server's certificate if `host` is the end of a tunnel to it; not in the URL

    /// Errors never repeat the text, since it may hold a password.
    static Result<RedisUrl, RedisUrlError> parse(const QString &text);

    /// Returns the whole URL with the password: for other processes of Pulseboard, never for messages or logs.
    QString toString() const;
    /// Returns the URL for messages and logs: without password and files.
    QString display() const;

    bool operator==(const RedisUrl &) const = default;
};

/// Returns the server of a setting. If it is missing or wrong, settings.error() has the reason, without the password.
RedisUrl readRedisUrl(Settings &settings, const QString &flag);

} // namespace pulse
