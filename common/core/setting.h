// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <optional>

namespace pulse {

/// One setting of a program: a long flag, and possibly an environment variable. The flag wins.
/// A `valueName` of SECONDS, MICROSECONDS or MIB makes the value a quantity: a number without a unit has
/// that one, other units follow the number. Durations: us, ms, s, m, h. Sizes: K, M, G, T (powers of 1,000), Ki, Mi,
/// Gi, Ti (of 1,024).
struct Setting
{
    /// How its value appears in the log.
    enum class Display {
        Plain,
        Url,    ///< without user, password, query and fragment
        Length, ///< only the number of characters
    };

    QString flag{};         ///< without dashes, e.g. "redis"
    QString variable{};     ///< e.g. "REDIS_URL"; empty: flag only
    QString valueName{};    ///< shown in --help; empty: a switch without a value
    QString defaultValue{}; ///< empty: none
    QString help{};         ///< one sentence; empty: internal, not shown
    QStringList aliases{};  ///< other names of the variable
    Display display = Display::Plain;
    bool several = false;            ///< values separated by commas; the flag may be repeated instead
    bool isVerbatim = false;         ///< a line break at the end is kept
    bool acceptsServiceLink = false; ///< a service link counts, unless another value is given

    QStringList variables() const; ///< all names of the variable
    /// Returns the value as it may appear in the log.
    QString displayed(const QString &value) const;
    /// Returns microseconds or bytes; empty if the value is not a quantity.
    std::optional<qint64> quantity(const QString &value) const;
    /// Returns whether both values are the same text or the same quantity.
    bool areEquivalent(const QString &one, const QString &other) const;
};

} // namespace pulse
