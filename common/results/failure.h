// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace pulse {

/// The most failures that are stored and sent.
constexpr qsizetype mostFailures = 100;
constexpr qsizetype mostFailureText = 4 * 1024 * 1024; ///< characters of all failures together

/// A call that failed: an entry of K:errors, with the names that AWS Lambda uses for errors. fieldtables.h lists the
/// fields.
struct Failure
{
    qint64 time = 0;      ///< ms since epoch
    QString outcome;      ///< see outcomeName(); other runtimes may use other names
    QString errorType;    ///< e.g. "ZeroDivisionError"
    QString errorMessage; ///< with file and line
    QString stackTrace;   ///< Python's; empty: none
    QString inputDigest;  ///< SHA-256 of the measurement, hexadecimal; empty: unknown
    double duration = 0;  ///< s

    qsizetype textSize() const { return errorType.size() + errorMessage.size() + stackTrace.size(); } ///< characters
    bool operator==(const Failure &) const = default;
};

} // namespace pulse
