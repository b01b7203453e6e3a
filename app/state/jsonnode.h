// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <vector>

namespace pulse {

/// A JSON value for display: members in their original order, numbers as they were written.
struct JsonNode
{
    enum class Kind : quint8 {
        Null,
        Flag,
        Number,
        Text,
        List,
        Object,
        Rest, ///< stands for omitted members
    };

    Kind kind = Kind::Null;
    QString name; ///< its key in an object, its position in a list
    QString text; ///< of a value without members: the number, "true" or the text itself
    std::vector<JsonNode> members;

    bool isContainer() const { return kind == Kind::List || kind == Kind::Object; }
    bool operator==(const JsonNode &) const = default;
};

/// Limits of reading a JSON text: more cannot be displayed usefully, and takes long.
struct JsonLimits
{
    std::size_t values = 20'000;
    std::size_t depth = 64;
};

/// Parses a text up to a limit; the last member of each incomplete value is then a Rest. Error: not JSON.
Result<JsonNode> parseJson(QByteArrayView json, const JsonLimits &limits = {});

/// Writes JSON, indented by four spaces, without omitted members.
QByteArray toJson(const JsonNode &node);

/// Returns a list or object with only those members that contain `text` in their name or value, with all their members,
/// and those that contain such members. Case does not matter.
JsonNode membersWith(const JsonNode &node, const QString &text);

/// Returns the beginning of a text without line breaks, for a cell of a table.
QString oneLine(const QString &text);

} // namespace pulse
