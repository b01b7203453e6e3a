// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace pulse {

/// How many failures are kept, at most.
constexpr qsizetype mostFailures = 100;
constexpr qsizetype mostFailureText = 4 * 1024 * 1024; ///< characters, of all of them

/// A call that failed, in the shape that AWS Lambda gives its errors; an entry of K:errors. fieldtables.h lists the
/// fields.
struct Failure
{
    qint64 time = 0;      ///< ms since epoch
    QString outcome;      ///< see outcomeName; another runtime may have other names
    QString errorType;    ///< e.g. "ZeroDivisionError"
    QString errorMessage; ///< with file and line
    QString stackTrace;   ///< Python's; empty: none
    QString inputDigest;  ///< SHA-256 of the measurement, hexadecimal; empty: not known
    double duration = 0;  ///< s

    qsizetype textSize() const { return errorType.size() + errorMessage.size() + stackTrace.size(); } ///< characters
    bool operator==(const Failure &) const = default;
};

} // namespace pulse
