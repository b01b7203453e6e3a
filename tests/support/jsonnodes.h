// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/state/jsonnode.h"

namespace pulse::test {

/// Parses JSON that a test contains; ends the program if it is invalid.
inline JsonNode node(const QByteArray &json)
{
    Result<JsonNode> value = parseJson(json);
    if (!value)
        qFatal("Not JSON: %s", json.constData());
    return *std::move(value);
}

} // namespace pulse::test
