// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace pulse {

/// Why results, measurements or the status of the function cannot be read: a kind with arguments, which becomes a
/// sentence where it is shown (app/state/problemtext.h). Daemons use `sentence`.
struct Problem
{
    /// The arguments are in the order of the sentences in problem.cpp.
    enum class Kind {
        None,
        Other,          ///< `sentence` is all that is known
        ConnectFailed,  ///< server, reason
        ConnectionLost, ///< server, reason
        Timeout,        ///< server
        Tls,            ///< the error
        NotRedis,       ///< what is wrong with the reply
        ReplyTooLarge,  ///< the limit in bytes
        Cluster,        ///< the error
        NotSupported,   ///< server, command
        Login,          ///< the error
        Permission,     ///< key, the error
        NotResults,     ///< key, the error: it is of another type
        NotMeasurement, ///< key, the error: it is of another type
        NotStatus,      ///< key, the error: it is of another type
        NoInputKey,     ///< key
    };

    Problem() = default;
    /// Words that cannot be translated later: a server's, or of a program that translates them itself.
    Problem(const QString &words); // NOLINT(google-explicit-constructor): such words are a whole problem
    Problem(Kind problemKind, const QStringList &problemArguments);

    Kind kind = Kind::None;
    QStringList arguments;    ///< empty: they are not known
    QString sentence;         ///< in English, without a full stop at its end; empty: there is no problem
    bool isOfGateway = false; ///< a gateway reported it

    bool isNone() const { return sentence.isEmpty(); }
    /// Trying again does not help: a person has to change a setting or a permission.
    bool needsPerson() const;
    bool operator==(const Problem &) const = default;
};

/// The stable name of a kind, in the feed: "connect-failed"; empty for None and Other.
QString problemName(Problem::Kind kind);
/// Other: there is no kind of this name.
Problem::Kind problemNamed(const QString &name);

/// With placeholders for the arguments, in English: the source text of the translations in the context "Problem".
QString problemPattern(Problem::Kind kind);
/// `pattern`: of a kind with as many arguments.
QString filledPattern(const QString &pattern, const QStringList &arguments);

} // namespace pulse
