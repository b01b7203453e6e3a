// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/json/jsonreader.h"

#include <QByteArrayList>

namespace pulse {

/// A table of texts that have one shape. JSON objects become columns: `{"names": ["a", "b"], "columns": [[1, 2], [3,
/// 4]]}` is `{"a":1,"b":3}` and `{"a":2,"b":4}`. Other texts are not converted: `{"texts": ["[1]", "oops"]}`. The table
/// of empty texts is null.
namespace feedtable {

/// Returns whether JSON is nested more than `deepest` levels. It is then sent as a text and never parsed, since each
/// level takes stack.
bool isTooDeep(QByteArrayView json, int deepest = 64);

/// Returns the shape of a text: texts can be in one table if their shapes are equal.
QByteArray shapeOf(const QByteArray &text);

/// `texts` must have one shape.
Json encode(const QByteArrayList &texts);

/// Returns the texts of a table, which must have `count` rows and must not be too deep. Error: what is wrong.
Result<QByteArrayList> decode(const Json &table, qsizetype count);

} // namespace feedtable
} // namespace pulse
