// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <optional>

namespace pulse {

/// Microseconds of a duration like "5", "1.5s", "200us", "10ms", "2m" or "1h", rounded; a bare number is counted in
/// `bareUnit` microseconds. Nothing: the text is no duration, or it is too long.
std::optional<qint64> parseDuration(const QString &text, double bareUnit);

/// Bytes of a size like "256", "512Mi", "1.5Gi" or "2G"; a bare number is counted in `bareUnit` bytes. K (or k, as
/// Kubernetes writes it), M, G and T are powers of 1,000, Ki, Mi, Gi and Ti powers of 1,024. Nothing: the text is no
/// size, or it is too large.
std::optional<qint64> parseSize(const QString &text, double bareUnit);

} // namespace pulse
