// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QStringList>

namespace pulse {

/// Why ssh ended, from what it wrote on stderr in the locale C at LogLevel INFO (OpenSSH 9.2 to 10).
struct SshTrouble
{
    Q_DECLARE_TR_FUNCTIONS(pulse::SshTrouble)

public:
    QString why;              ///< for a sentence that names the destination before it; empty: ssh did not tell
    bool needsPerson = false; ///< it stays so until a person has mended something: no use in trying again
    quint16 takenPort = 0;    ///< the port of this machine that it could not listen at; 0: that is not it

    static SshTrouble explain(const QStringList &lines);

    /// What a line tells of a connection through the tunnel, when that is up, which the server did not make; empty:
    /// it is about something else.
    static QString refusedConnection(const QString &line, const QString &target);

    bool operator==(const SshTrouble &) const = default;
};

} // namespace pulse
