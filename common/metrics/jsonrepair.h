// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayView>

namespace pulse {

/// Returns `json` without the parts that other programs write and lenient readers accept, but strict parsers refuse:
/// the escape of a lone surrogate becomes that of U+FFFD; a number beyond the range of a double, NaN, Infinity and
/// -Infinity become null. Everything else is unchanged, so the text may still be invalid JSON. Takes linear time.
QByteArray repairedJson(QByteArrayView json);

/// Calls `parse(text)`, which returns whether it could read the text, with `json`, and if that fails with the repaired
/// text. Returns whether one of them could be read. All readers of results use this or `repairedJson`.
template <class Parse>
bool parseLeniently(QByteArrayView json, Parse parse)
{
    return parse(json) || parse(QByteArrayView(repairedJson(json)));
}

} // namespace pulse
