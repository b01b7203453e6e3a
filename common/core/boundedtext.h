// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace pulse {

/// The limits, in bytes of UTF-8, of texts from the user's code, both when they are created and when they are read.
constexpr qsizetype longestText = 64 * 1024; ///< messages and tracebacks
constexpr qsizetype longestName = 1024;      ///< names: of classes, versions, keys

/// Returns the text if it has at most `longest` bytes as UTF-8, else its beginning and its end, with the number of
/// omitted characters between them. Cutting the returned text again does not change it.
QString boundedText(const QString &text, qsizetype longest = longestText);

/// Like boundedText(QString), for a text in UTF-8; decodes only its two ends.
QString boundedText(const QByteArray &utf8, qsizetype longest = longestText);

} // namespace pulse
