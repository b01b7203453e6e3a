// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace pulse {

/// Why results, measurements or the status of the function cannot be read. The dashboard translates the kind and its
/// arguments when it shows them (app/state/problemtext.h); daemons use `sentence`.
struct Problem
{
    /// The arguments are in the order of the sentences in problem.cpp.
    enum class Kind {
        None,           ///< there is no problem
        Other,          ///< only `sentence` is known
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
        NotResults,     ///< key, the error: the output key has another type
        NotMeasurement, ///< key, the error: the input key has another type
        NotStatus,      ///< key, the error: K:status or K:errors has another type
        NoInputKey,     ///< key: it does not exist
    };

    Problem() = default;
    /// A sentence that is not translated again, of a server or already translated.
    Problem(const QString &words); // NOLINT(google-explicit-constructor): a sentence describes a problem completely
    Problem(Kind problemKind, const QStringList &problemArguments);

    Kind kind = Kind::None;
    QStringList arguments;    ///< empty: unknown
    QString sentence;         ///< in English, without a full stop at its end; empty: there is no problem
    bool isOfGateway = false; ///< a gateway reported it

    bool isNone() const { return sentence.isEmpty(); }
    /// Returns whether another attempt cannot succeed before a person changes a setting or a permission.
    bool needsPerson() const;
    bool operator==(const Problem &) const = default;
};

/// Returns the stable name of a kind in the feed, such as "connect-failed"; empty for None and Other.
QString problemName(Problem::Kind kind);
/// Returns Other if there is no kind with this name.
Problem::Kind problemNamed(const QString &name);

/// Returns the English sentence with placeholders for the arguments: the source text of translations, context
/// "Problem".
QString problemPattern(Problem::Kind kind);
/// Replaces the placeholders of a pattern, which must have as many as there are arguments.
QString filledPattern(const QString &pattern, const QStringList &arguments);

} // namespace pulse
