// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"
#include "common/json/jsonreader.h"

#include <QByteArrayList>

namespace pulse {

/// JSON texts that are alike, as columns: `{"names": ["a", "b"], "columns": [[1, 2], [3, 4]]}` are `{"a":1,"b":3}` and
/// `{"a":2,"b":4}`. What is no JSON object stays as it is: `{"texts": ["[1]", "oops"]}`. Nothing but empty texts is
/// null.
namespace feedtable {

/// Nothing but a text, where reading it as JSON would go deeper than anybody's results: each level takes stack.
bool isTooDeep(QByteArrayView json, int deepest = 64);

/// Equal for texts that go into one table.
QByteArray shapeOf(const QByteArray &text);

/// `texts`: of one shape.
Json encode(const QByteArrayList &texts);

/// As many texts as there are rows, which have to be `count`. `table`: not too deep. Error: what is wrong.
Result<QByteArrayList> decode(const Json &table, qsizetype count);

} // namespace feedtable
} // namespace pulse
