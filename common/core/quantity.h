// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace pulse {

/// Parses a duration like "5", "1.5s", "200us", "10ms", "2m" or "1h" to microseconds, rounded; a number without a unit
/// is multiplied by `bareUnit` microseconds. Empty if the text is not a duration or out of range.
std::optional<qint64> parseDuration(const QString &text, double bareUnit);

/// Parses a size like "256", "512Mi", "1.5Gi" or "2G" to bytes; a number without a unit is multiplied by `bareUnit`
/// bytes. K (or k, as in Kubernetes), M, G and T are powers of 1,000; Ki, Mi, Gi and Ti are powers of 1,024. Empty if
/// the text is not a size or out of range.
std::optional<qint64> parseSize(const QString &text, double bareUnit);

} // namespace pulse
