// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/literals.h"
#include "common/core/result.h"

#include <QList>
#include <QString>

namespace pulse {

/// Where ssh connects to: a host name, an address, or a `Host` of ~/.ssh/config.
struct SshDestination
{
    QString user;     ///< empty: what ssh's configuration says
    QString host;     ///< an IPv6 address without brackets
    quint16 port = 0; ///< 0: what ssh's configuration says

    /// From [user@]host[:port]; an IPv6 address with a port stands in brackets. What ssh or a shell could take for
    /// something else (an option, a command) is refused; errors name the text.
    static Result<SshDestination> parse(const QString &text);
    /// Of one or more jump hosts, from the first to the last, with commas between them, as `ssh -J` takes them.
    static Result<QList<SshDestination>> parseJumps(const QString &text);
    static QString jumpsText(const QList<SshDestination> &jumps); ///< as `parseJumps` reads it

    QString login() const;    ///< without the port
    QString toString() const; ///< as `parse` reads it

    bool operator==(const SshDestination &) const = default;
};

/// What a tunnel leads to, as the SSH server sees it.
struct SshTarget
{
    QString host = u"127.0.0.1"_s; ///< an IPv6 address without brackets
    quint16 port = 6379;

    /// From host[:port], like a destination.
    static Result<SshTarget> parse(const QString &text);
    QString toString() const; ///< host:port, [address]:port

    bool operator==(const SshTarget &) const = default;
};

} // namespace pulse
