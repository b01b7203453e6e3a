// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/results/outcome.h"

#include <QByteArray>
#include <QJsonObject>
#include <QString>

namespace pulse {

/// One call that came to nothing, in the shape that AWS Lambda gives its errors.
struct Failure
{
    qint64 time = 0; ///< ms since epoch
    Outcome outcome = Outcome::Raised;
    QString errorType;      ///< e.g. "ZeroDivisionError"
    QString errorMessage;   ///< with file and line
    QString stackTrace;     ///< Python's; empty: none
    QByteArray inputDigest; ///< SHA-256 of the measurement, hexadecimal; empty: not known
    double duration = 0;    ///< s

    qsizetype textSize() const { return errorType.size() + errorMessage.size() + stackTrace.size(); } ///< characters

    QJsonObject toJson() const;
    /// Texts are cut and numbers outside of their ranges are 0: the user's code may have written the object.
    static Failure fromJson(const QJsonObject &object);
    bool operator==(const Failure &) const = default;
};

} // namespace pulse
