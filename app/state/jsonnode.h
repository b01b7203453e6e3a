// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/core/result.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <vector>

namespace pulse {

/// A JSON value for people to look at: members in the order in which they were written, numbers as they were written.
struct JsonNode
{
    enum class Kind : quint8 {
        Null,
        Flag,
        Number,
        Text,
        List,
        Object,
        Rest, ///< stands for the members that are left out
    };

    Kind kind = Kind::Null;
    QString name; ///< its key in an object, its place in a list
    QString text; ///< of a value without members: the number, "true", the text itself
    std::vector<JsonNode> members;

    bool isContainer() const { return kind == Kind::List || kind == Kind::Object; }
    bool operator==(const JsonNode &) const = default;
};

/// What is read of a JSON text; beyond that nobody looks, and reading it takes long.
struct JsonLimits
{
    std::size_t values = 20'000;
    std::size_t depth = 64;
};

/// Reading stops at a limit; then the last member of each value that is not complete is a Rest. Error: not JSON.
Result<JsonNode> parseJson(QByteArrayView json, const JsonLimits &limits = {});

/// Indented by four spaces, without what was left out.
QByteArray toJson(const JsonNode &node);

/// What is left of a list or object when only those members stay that have `text` in their name or value, with all
/// that is in them, and those that contain such members. Case does not matter.
JsonNode membersWith(const JsonNode &node, const QString &text);

/// A text's beginning without line breaks, for a cell of a table.
QString oneLine(const QString &text);

} // namespace pulse
