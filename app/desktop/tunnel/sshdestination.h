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
    QString user;     ///< empty: from ssh's configuration
    QString host;     ///< an IPv6 address without brackets
    quint16 port = 0; ///< 0: from ssh's configuration

    /// Parses [user@]host[:port]; an IPv6 address with a port is written in brackets. Texts that ssh or a shell could
    /// interpret differently (as an option, a command) are refused; errors contain the text.
    static Result<SshDestination> parse(const QString &text);
    /// Parses one or more jump hosts, from the first to the last, separated by commas as for `ssh -J`.
    static Result<QList<SshDestination>> parseJumps(const QString &text);
    static QString jumpsText(const QList<SshDestination> &jumps); ///< as `parseJumps` reads it

    QString login() const;    ///< without the port
    QString toString() const; ///< as `parse` reads it

    bool operator==(const SshDestination &) const = default;
};

/// The target of a tunnel, as the SSH server sees it.
struct SshTarget
{
    QString host = u"127.0.0.1"_s; ///< an IPv6 address without brackets
    quint16 port = 6379;

    /// Parses host[:port], like a destination.
    static Result<SshTarget> parse(const QString &text);
    QString toString() const; ///< host:port, [address]:port

    bool operator==(const SshTarget &) const = default;
};

} // namespace pulse
