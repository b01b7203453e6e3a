// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QStringList>

namespace pulse {

/// Why ssh ended, according to its stderr in the locale C at LogLevel INFO (OpenSSH 9.2 to 10).
struct SshTrouble
{
    Q_DECLARE_TR_FUNCTIONS(pulse::SshTrouble)

public:
    QString why;              ///< continues a sentence that names the destination; empty: ssh printed nothing
    bool needsPerson = false; ///< trying again is useless until a user changes something
    quint16 takenPort = 0;    ///< the port of this machine that ssh could not listen at; 0: another reason

    static SshTrouble explain(const QStringList &lines);

    /// Returns why the destination refused a connection through a running tunnel, according to a line of ssh; empty:
    /// the line is about something else.
    static QString refusedConnection(const QString &line, const QString &target, const QString &destination);

    bool operator==(const SshTrouble &) const = default;
};

} // namespace pulse
